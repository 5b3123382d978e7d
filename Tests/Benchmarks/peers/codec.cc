// The codec of C++ protobuf, measured: FOLDER CASE OPERATION COUNT. Encoding makes a new string each time, decoding a new
// message: what the Swift programs do. `FOLDER write` makes the messages that all programs are measured on.
#include <google/protobuf/util/json_util.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "codec.pb.h"

namespace {

volatile unsigned char sink;

std::string text(size_t length, unsigned seed) {
  std::string result;
  for (unsigned i = 0; result.size() < length; i++) result += char('a' + (seed * 7 + i * 3) % 26);
  return result;
}

void write(const std::string &folder, const std::string &name, const google::protobuf::Message &message, bool json) {
  std::ofstream(folder + "/" + name + ".bin") << message.SerializeAsString();
  if (!json) return;
  std::string out;
  if (!google::protobuf::util::MessageToJsonString(message, &out).ok()) std::exit(1);
  std::ofstream(folder + "/" + name + ".json") << out;
}

void write(const std::string &folder) {
  bench::Small small;
  small.set_id(123456789);
  small.set_number(1234567890123);
  small.set_ratio(3.14159);
  small.set_name(text(20, 1));
  small.set_flag(true);
  write(folder, "small", small, true);

  bench::Records records;
  for (int i = 0; i < 100; i++) {
    auto *record = records.add_records();
    record->set_id(1000000 + i * 977);
    record->set_name(text(20, i));
    record->set_description(text(52, i + 1));
    record->set_ratio(i * 1.25 + 0.1);
    record->set_count(1000 + i);
    record->set_flag(true);
  }
  write(folder, "records", records, true);

  bench::Strings strings;
  for (int i = 0; i < 16; i++) strings.add_values(text(65536, i));
  write(folder, "strings", strings, false);

  bench::Strings words;
  for (int i = 0; i < 1000; i++) words.add_values("größer als " + text(10, i) + " – naïve café, 東京 " + text(4, i));
  write(folder, "text", words, false);

  bench::Packed packed;
  for (int64_t i = 0; i < 10000; i++) {
    packed.add_int32s(i * i % 100003);
    packed.add_sint64s((i % 2 ? -i : i) * 1000003);
    packed.add_fixed64s(i * 2654435761);
    packed.add_doubles(i / 3.0);
    packed.add_bools(i % 3 == 0);
  }
  write(folder, "packed", packed, false);

  bench::Tree tree;
  auto *node = &tree;
  for (int i = 0; i < 90; i++) {
    node->set_value(i + 1);
    node->set_name(text(12, i));
    node->mutable_right()->set_value(i);
    node = node->mutable_left();
  }
  node->set_value(-1);
  write(folder, "tree", tree, false);

  bench::Maps maps;
  for (int i = 0; i < 1000; i++) {
    (*maps.mutable_numbers())[text(12, i) + std::to_string(i)] = i * 1000003LL;
    (*maps.mutable_names())[i * 7 + 1] = text(20, i);
  }
  write(folder, "maps", maps, false);

  bench::Blob blob;
  blob.set_data(text(1 << 20, 1));
  write(folder, "blob", blob, false);
}

double now() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

template <typename M>
int measure(const std::string &wire, const std::string &operation, long count) {
  M message;
  if (!message.ParseFromString(wire)) return 1;
  double start = now();
  if (operation == "encode") {
    for (long i = 0; i < count; i++) {
      std::string bytes;
      if (!message.SerializeToString(&bytes)) return 1;
      sink = bytes[0];
    }
  } else {
    for (long i = 0; i < count; i++) {
      M copy;
      if (!copy.ParseFromString(wire)) return 1;
      sink = *reinterpret_cast<volatile unsigned char *>(&copy);
    }
  }
  printf("%f\n", (now() - start) / count);
  return 0;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc == 3 && std::string(argv[2]) == "write") return write(argv[1]), 0;
  if (argc != 5) return std::cerr << "usage: codec FOLDER CASE OPERATION COUNT\n", 2;
  std::string folder = argv[1], name = argv[2], operation = argv[3];
  std::ifstream file(folder + "/" + name + ".bin");
  std::stringstream wire;
  wire << file.rdbuf();
  long count = atol(argv[4]);
  if (name == "small") return measure<bench::Small>(wire.str(), operation, count);
  if (name == "records") return measure<bench::Records>(wire.str(), operation, count);
  if (name == "strings" || name == "text") return measure<bench::Strings>(wire.str(), operation, count);
  if (name == "packed") return measure<bench::Packed>(wire.str(), operation, count);
  if (name == "tree") return measure<bench::Tree>(wire.str(), operation, count);
  if (name == "maps") return measure<bench::Maps>(wire.str(), operation, count);
  if (name == "blob") return measure<bench::Blob>(wire.str(), operation, count);
  return 2;
}
