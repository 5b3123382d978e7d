#!/usr/bin/env bash
# Drives the two services through a whole story with the martlet command, and checks every answer.
#
#   demo.sh DIRECTORY      the directory that holds the programs main, async and martlet
#
# KEEP=1   leaves the services running, on ports 8000 and 3000, and says what to try
# DELAY=N  the seconds that the async service takes for a result (3)
set -euo pipefail

programs=$(cd "${1:?usage: demo.sh DIRECTORY}" && pwd)
keep=${KEEP:-}
delay=${DELAY:-3}
export PATH="$programs:$PATH"
export MARTLET_SERVICE_KEY=key-of-the-demo

data=$(mktemp -d "${TMPDIR:-/tmp}/martlet-demo.XXXXXX")
main_pid='' async_pid='' followers=()
checks=0
started=$SECONDS
bold='' dim='' green='' red='' plain=''
if [[ -t 1 ]]; then bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'; fi

# --- Starting and stopping ------------------------------------------------------------------------------------------

stop() { # PID...: asks the processes to end, and makes them if they don't within ten seconds.
  local pid
  kill "$@" 2>/dev/null || true
  for pid in "$@"; do
    for ((i = 0; i < 100; i++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}

finish() {
  local status=$?
  trap - EXIT INT TERM
  if ((${#followers[@]})); then stop "${followers[@]}"; fi
  if ((status != 0)); then
    printf '%s\nFAILED after %d checks.%s The services logged:\n' "$red" "$checks" "$plain"
    tail -n 20 "$data"/*.log 2>/dev/null || true
  fi
  if [[ -n $keep && $status -eq 0 ]]; then exit 0; fi
  if [[ -n $main_pid ]]; then stop "$main_pid"; fi
  if [[ -n $async_pid ]]; then stop "$async_pid"; fi
  rm -rf "$data"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

launch() { # NAME ARGUMENTS...: starts a service, $launched, and waits until it listens at $address.
  local name=$1 line
  shift
  rm -f "$data/$name.out"
  mkfifo "$data/$name.out"
  nohup "$name" "$@" </dev/null >"$data/$name.out" 2>>"$data/$name.log" &
  launched=$!
  if ! IFS= read -r -t 20 line <"$data/$name.out"; then
    echo "$name did not start" >&2
    kill -9 "$launched" 2>/dev/null || true
    return 1
  fi
  address=${line#listening on }
  printf '%s%s: process %d, %s%s\n' "$dim" "$name" "$launched" "$line" "$plain"
}

start_main() {
  local place=(--port 0)
  if [[ -n $keep ]]; then place=(--port 8000); fi
  launch main "${place[@]}" --database "$data/main.db" --async "$async_address" --tokens "$data/users"
  main_pid=$launched main_address=$address
}

start_async() {
  local place=(--unix "$data/async.sock")
  if [[ -n $keep ]]; then place=(--port 3000); fi
  launch async "${place[@]}" --database "$data/async.db" --main "$main_address" --delay "$delay"
  async_pid=$launched
}

# --- Calling and checking -------------------------------------------------------------------------------------------

step() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }

show() { # ARGUMENTS...: prints a command as one would type it.
  local word text='$'
  for word in "$@"; do
    if [[ $word =~ ^([A-Za-z0-9_./:@=-]+|[&|])$ ]]; then text+=" $word"; else text+=" '$word'"; fi
  done
  printf '%s\n' "$text"
}

call() { # STATUS ARGUMENTS...: calls with martlet, prints the command and its $answer, and checks the exit status.
  local wanted=$1 status=0
  shift
  show martlet call "$@"
  answer=$(martlet call "$@" 2>&1) || status=$?
  printf '%s\n' "$answer" | sed 's/^/  /'
  if ((wanted == 0 && status == 0)); then return; fi
  expect "exit status $wanted" test "$status" -eq "$wanted"
}

expect() { # DESCRIPTION COMMAND...: counts a check, and ends the demo if the command fails.
  local description=$1
  shift
  if ! "$@"; then
    printf '%s  not so: %s%s\n' "$red" "$description" "$plain"
    exit 1
  fi
  checks=$((checks + 1))
  printf '%s  ✓ %s%s\n' "$green" "$description" "$plain"
}

has() { [[ $answer == *"$1"* ]]; }
lacks() { [[ $answer != *"$1"* ]]; }

field() { # NAME: the first value of that name in the answer.
  sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$answer" | head -n 1
}

input=/dev/null
follow() { # NAME ARGUMENTS...: starts a streaming call beside the demo, which reads $input; $stream is what it prints.
  local name=$1
  shift
  show martlet call "$@" '&'
  mkfifo "$data/$name"
  martlet call --compact "$@" <"$input" >"$data/$name" 2>"$data/$name.log" &
  followers+=($!)
  exec {stream}<"$data/$name"
}

next_of() { # STREAM TEXT: shows what a streaming call prints, up to the first line with the text.
  local line
  while IFS= read -r -t 30 -u "$1" line; do
    printf '  %s| %s%s\n' "$dim" "$line" "$plain"
    if [[ $line == *"$2"* ]]; then
      answer=$line
      return 0
    fi
  done
  return 1
}

at_end() { # STREAM: whether a streaming call ends within thirty seconds without printing more.
  local line status=0
  IFS= read -r -t 30 -u "$1" line || status=$?
  # 1 is the end, more than 128 the timeout.
  ((status == 1))
}

creator=(-H 'authorization: Bearer alice-token')
other=(-H 'authorization: Bearer bob-token')
moderator=(-H 'authorization: Bearer mona-token')
catalog=main.v1.CatalogService
applications=main.v1.ApplicationService

# --- The story ------------------------------------------------------------------------------------------------------

cat >"$data/users" <<END
alice-token creator alice
bob-token creator bob
mona-token moderator mona
END

step "Start both services on temporary databases"
async_address=unix:$data/async.sock
if [[ -n $keep ]]; then async_address=127.0.0.1:3000; fi
start_main
start_async

step "What does the main service offer?"
show martlet list "$main_address"
answer=$(martlet list "$main_address")
printf '%s\n' "$answer" | sed 's/^/  /'
expect "both services are there" has "$applications"
call 76 "$main_address" NoSuch/Method

step "A moderator fills the catalogue, and everybody may list it"
for item in '{"name":"Survey","priceCents":25000}' '{"name":"Design","priceCents":90000}' \
  '{"name":"Review","priceCents":40000}'; do
  call 0 "${moderator[@]}" -d "$item" "$main_address" "$catalog/CreateItem"
done
call 0 "$main_address" "$catalog/ListItems"
expect "three items" has Review

step "A creator adds two items to the draft; the cart shows filled"
call 0 "${creator[@]}" "$main_address" "$applications/GetCart"
expect "the cart is empty" lacks applicationId
call 0 "${creator[@]}" -d '{"itemId":1}' "$main_address" "$applications/AddToDraft"
call 0 "${creator[@]}" -d '{"itemId":2,"quantity":2}' "$main_address" "$applications/AddToDraft"
expect "the total is 205000" test "$(field totalCents)" = 205000
call 0 "${creator[@]}" "$main_address" "$applications/GetCart"
first=$(field applicationId)
expect "the cart is filled" test -n "$first"

step "Watch the application, and form it: the answer comes at once, the result is pending"
follow watch "${creator[@]}" -d "{\"applicationId\":$first}" "$main_address" "$applications/WatchApplication"
watch=$stream
expect "the watch begins with the draft" next_of "$watch" APPLICATION_STATUS_DRAFT
before=$SECONDS
call 0 "${creator[@]}" -d "{\"applicationId\":$first}" "$main_address" "$applications/FormApplication"
expect "the result is pending" has RESULT_STATUS_PENDING
formed=$(field version)
expect "the answer did not wait for the result" test $((SECONDS - before)) -le 1
call 73 "${moderator[@]}" -d "{\"applicationId\":$first}" "$main_address" "$applications/CompleteApplication"
expect "and says why it can't be completed yet" has "its result is pending"

step "The watch shows the result after the delay, and a poll shows the same"
expect "the watch shows the change" next_of "$watch" RESULT_STATUS_PENDING
expect "the watch shows the result" next_of "$watch" '"resultTime"'
result=$(field result)
call 0 "${creator[@]}" -d "{\"applicationId\":$first,\"sinceVersion\":$formed}" \
  "$main_address" "$applications/WaitForChange"
expect "the poll shows $result" test "$(field result)" = "$result"

step "A wrong service key is refused, and changes nothing"
call 80 -H 'authorization: Bearer wrong-key' \
  -d "{\"applicationId\":$first,\"jobId\":\"forged\",\"result\":\"RESULT_STATUS_SUCCESS\"}" \
  "$main_address" "$applications/SetResult"
call 0 "${creator[@]}" -d "{\"applicationId\":$first}" "$main_address" "$applications/GetApplication"
expect "the version is the same" test "$(field version)" = $((formed + 1))

step "Items are imported from stdin over a client stream; the line that is wrong is reported"
printf '{"name":"Training","priceCents":15000}\n{"name":"","priceCents":1}\n{"name":"Support","priceCents":5000}\n' \
  >"$data/items.json"
show cat items.json '|' martlet call "${moderator[@]}" -d @ "$main_address" "$catalog/ImportItems"
sed 's/^/  < /' "$data/items.json"
answer=$(martlet call "${moderator[@]}" -d @ "$main_address" "$catalog/ImportItems" <"$data/items.json")
printf '%s\n' "$answer" | sed 's/^/  /'
expect "two were created" test "$(field created)" = 2
expect "line 2 failed" test "$(field line)" = 2

step "Two more applications are followed over one stream"
call 0 "${creator[@]}" -d '{"itemId":3}' "$main_address" "$applications/AddToDraft"
second=$(field id)
call 0 "${other[@]}" -d '{"itemId":4}' "$main_address" "$applications/AddToDraft"
third=$(field id)
printf '{"follow":{"applicationId":%d}}\n' "$second" "$third" >"$data/ids.json"
input=$data/ids.json
follow sync "${moderator[@]}" -d @ "$main_address" "$applications/SyncApplications"
sync=$stream
sed 's/^/  < /' "$data/ids.json"
expect "the stream shows the one" next_of "$sync" "\"id\":\"$second\""
expect "and the other" next_of "$sync" "\"id\":\"$third\""

step "Both are formed, and async is killed with -9 before their results are due"
call 0 "${creator[@]}" -d "{\"applicationId\":$second}" "$main_address" "$applications/FormApplication"
call 0 "${other[@]}" -d "{\"applicationId\":$third}" "$main_address" "$applications/FormApplication"
follow jobs -H "authorization: Bearer $MARTLET_SERVICE_KEY" "$async_address" async.v1.JobService/WatchJobs
jobs=$stream
expect "async has accepted the one" next_of "$jobs" "\"applicationId\":\"$second\",\"state\":\"JOB_STATE_WAITING\""
expect "and the other" next_of "$jobs" "\"applicationId\":\"$third\",\"state\":\"JOB_STATE_WAITING\""
show kill -9 "$async_pid"
kill -9 "$async_pid"
wait "$async_pid" 2>/dev/null || true
async_pid=''
call 0 "${creator[@]}" -d "{\"applicationId\":$second}" "$main_address" "$applications/GetApplication"
expect "the result is still pending" has RESULT_STATUS_PENDING

step "Async is started again, and the results still arrive"
start_async
for _ in 1 2; do expect "a result arrives" next_of "$sync" '"resultTime"'; done
call 0 -H "authorization: Bearer $MARTLET_SERVICE_KEY" "$async_address" async.v1.JobService/ListJobs
expect "each of the three jobs ran once" test "$(grep -c JOB_STATE_DONE <<<"$answer")" = 3

step "A moderator completes the first application and one of the others, and rejects the last"
call 71 "${creator[@]}" -d "{\"applicationId\":$first}" "$main_address" "$applications/CompleteApplication"
call 0 "${moderator[@]}" -d "{\"applicationId\":$first,\"note\":\"Agreed\"}" \
  "$main_address" "$applications/CompleteApplication"
expect "it is completed" has APPLICATION_STATUS_COMPLETED
expect "the watch shows it" next_of "$watch" APPLICATION_STATUS_COMPLETED
expect "and ends, as nothing can follow" at_end "$watch"
call 0 "${moderator[@]}" -d "{\"applicationId\":$second}" "$main_address" "$applications/CompleteApplication"
call 0 "${moderator[@]}" -d "{\"applicationId\":$third,\"note\":\"Too late\"}" \
  "$main_address" "$applications/RejectApplication"
expect "the stream shows the one" next_of "$sync" APPLICATION_STATUS_COMPLETED
expect "and the other" next_of "$sync" APPLICATION_STATUS_REJECTED
expect "and ends" at_end "$sync"
call 0 "${moderator[@]}" -d '{"statuses":["APPLICATION_STATUS_COMPLETED"]}' \
  "$main_address" "$applications/ListApplications"

step "Summary"
printf '%s%d checks held in %d seconds.%s\n' "$green" "$checks" $((SECONDS - started)) "$plain"
if [[ -z $keep ]]; then
  step "Both services end when they are told to"
  for name in main async; do
    pid_of=${name}_pid
    kill "${!pid_of}"
    status=0
    wait "${!pid_of}" || status=$?
    expect "$name has ended with status 0" test "$status" -eq 0
  done
  main_pid='' async_pid=''
  exit 0
fi

cat <<END

The services go on: main (process $main_pid) on $main_address, async (process $async_pid) on $async_address.
Their databases and logs are in $data. Try:

  export PATH="$programs:\$PATH"
  martlet list $main_address
  martlet describe $main_address main.v1.Application
  martlet call $main_address $catalog/ListItems
  martlet call -H 'authorization: Bearer alice-token' -d '{"itemId":2}' $main_address $applications/AddToDraft
  martlet call -H 'authorization: Bearer mona-token' $main_address $applications/ListApplications
  martlet call -H 'authorization: Bearer $MARTLET_SERVICE_KEY' $async_address async.v1.JobService/WatchJobs

Stop them with:

  kill $main_pid $async_pid; rm -r $data
END
