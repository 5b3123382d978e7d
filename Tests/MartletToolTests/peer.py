"""Python's health and reflection as peers of Martlet's.

peer.py server           serves health with reflection on a free port, prints it, and stops when standard input ends
peer.py client ADDRESS   reads health and reflection at ADDRESS and exits with status 1 if anything is not as it must be
"""

import sys
from concurrent import futures

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    servicer = health.HealthServicer()
    servicer.set("", health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    names = (health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME)
    reflection.enable_server_reflection(names, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0).wait()


def expect(condition, what):
    if not condition:
        sys.exit(f"not as it must be: {what}")


def check(address):
    channel = grpc.insecure_channel(address)
    stub = health_pb2_grpc.HealthStub(channel)
    request = health_pb2.HealthCheckRequest(service="martlet.test.EchoService")
    expect(stub.Check(request, timeout=10).status == health_pb2.HealthCheckResponse.SERVING, "Check")
    watch = stub.Watch(health_pb2.HealthCheckRequest(service="no.Such"), timeout=10)
    expect(next(watch).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN, "Watch")
    watch.cancel()

    # This database speaks v1alpha.
    database = ProtoReflectionDescriptorDatabase(channel)
    expect("martlet.test.EchoService" in database.get_services(), "get_services")
    pool = DescriptorPool(database)
    method = pool.FindServiceByName("martlet.test.EchoService").FindMethodByName("Unary")
    make, take = (message_factory.GetMessageClass(kind) for kind in (method.input_type, method.output_type))
    call = channel.unary_unary(
        "/martlet.test.EchoService/Unary", request_serializer=make.SerializeToString, response_deserializer=take.FromString
    )
    response = call(json_format.ParseDict({"text": "by reflection"}, make()), timeout=10)
    expect(response.text == "by reflection", "a call by reflection")
    try:
        pool.FindMessageTypeByName("no.Such")
    except KeyError:
        pass
    else:
        sys.exit("no.Such exists")


if sys.argv[1] == "server":
    serve()
else:
    check(sys.argv[2])
