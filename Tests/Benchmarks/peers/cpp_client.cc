// A closed loop of unary calls on gRPC C++, by its callback API. Usage: cpp_client PORT CONNECTIONS IN-FLIGHT-EACH TOTAL
// Prints the calls a second.
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "echo.grpc.pb.h"

namespace {

std::atomic<long> begun{0}, ended{0};
std::promise<void> all_ended;
long total;

// One of the calls in flight: when it has ended it makes the next.
class Call {
 public:
  explicit Call(echo::Echo::Stub* stub) : stub_(stub) {
    request_.set_a(1);
    request_.set_b(2);
    request_.set_c(3);
    request_.set_d(4);
  }

  void Begin() {
    if (begun.fetch_add(1) >= total) return;
    context_ = std::make_unique<grpc::ClientContext>();
    stub_->async()->Get(context_.get(), &request_, &response_, [this](const grpc::Status& status) {
      if (!status.ok() || response_.d() != 4) {
        std::fprintf(stderr, "%s\n", status.error_message().c_str());
        std::_Exit(1);
      }
      if (ended.fetch_add(1) + 1 == total) {
        all_ended.set_value();
      } else {
        Begin();
      }
    });
  }

 private:
  echo::Echo::Stub* stub_;
  std::unique_ptr<grpc::ClientContext> context_;
  echo::Ping request_, response_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return 2;
  int connections = std::atoi(arguments[2]), in_flight = std::atoi(arguments[3]);
  total = std::atol(arguments[4]);
  std::vector<std::unique_ptr<echo::Echo::Stub>> stubs;
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < connections; i++) {
    // Channels with equal arguments would share one connection.
    grpc::ChannelArguments options;
    options.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto channel = grpc::CreateCustomChannel(std::string("127.0.0.1:") + arguments[1],
                                             grpc::InsecureChannelCredentials(), options);
    channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
    stubs.push_back(echo::Echo::NewStub(channel));
    for (int j = 0; j < in_flight; j++) calls.push_back(std::make_unique<Call>(stubs.back().get()));
  }
  auto start = std::chrono::steady_clock::now();
  for (auto& call : calls) call->Begin();
  all_ended.get_future().wait();
  std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("%f\n", total / elapsed.count());
  std::fflush(stdout);
  std::_Exit(0);
}
