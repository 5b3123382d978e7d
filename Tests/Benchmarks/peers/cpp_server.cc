// The echo service on gRPC C++, by its callback API, which is its fastest. Usage: cpp_server PORT
#include <grpcpp/grpcpp.h>

#include <string>

#include "echo.grpc.pb.h"

namespace {

// Writes back what it reads until the client has finished.
class EchoStream final : public grpc::ServerBidiReactor<echo::Ping, echo::Ping> {
 public:
  EchoStream() { StartRead(&ping_); }
  void OnReadDone(bool ok) override {
    if (ok) {
      StartWrite(&ping_);
    } else {
      Finish(grpc::Status::OK);
    }
  }
  void OnWriteDone(bool ok) override {
    if (ok) {
      StartRead(&ping_);
    } else {
      Finish(grpc::Status::CANCELLED);
    }
  }
  void OnDone() override { delete this; }

 private:
  echo::Ping ping_;
};

class EchoService final : public echo::Echo::CallbackService {
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context, const echo::Ping* request,
                                echo::Ping* response) override {
    *response = *request;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerBidiReactor<echo::Ping, echo::Ping>* Stream(grpc::CallbackServerContext*) override {
    return new EchoStream;
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  EchoService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("127.0.0.1:") + arguments[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  builder.BuildAndStart()->Wait();
}
