// The codec of libprotobuf-c, measured: FOLDER CASE OPERATION COUNT. Encoding makes a new buffer each time and frees it,
// decoding a new message: what the Swift programs do.
#include <protobuf-c/protobuf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "codec.pb-c.h"

static volatile unsigned char sink;

static const ProtobufCMessageDescriptor *descriptor(const char *name) {
  if (!strcmp(name, "small")) return &bench__small__descriptor;
  if (!strcmp(name, "records")) return &bench__records__descriptor;
  if (!strcmp(name, "strings") || !strcmp(name, "text")) return &bench__strings__descriptor;
  if (!strcmp(name, "packed")) return &bench__packed__descriptor;
  if (!strcmp(name, "tree")) return &bench__tree__descriptor;
  if (!strcmp(name, "maps")) return &bench__maps__descriptor;
  if (!strcmp(name, "blob")) return &bench__blob__descriptor;
  return NULL;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
  const ProtobufCMessageDescriptor *type = argc == 5 ? descriptor(argv[2]) : NULL;
  if (!type) return fprintf(stderr, "usage: codec FOLDER CASE OPERATION COUNT\n"), 2;
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.bin", argv[1], argv[2]);
  FILE *file = fopen(path, "r");
  if (!file) return perror(path), 1;
  static uint8_t wire[4 << 20];
  size_t size = fread(wire, 1, sizeof wire, file);
  fclose(file);

  ProtobufCMessage *message = protobuf_c_message_unpack(type, NULL, size, wire);
  if (!message) return fprintf(stderr, "%s isn't a message\n", path), 1;
  long count = atol(argv[4]);
  double start = now();
  if (!strcmp(argv[3], "encode")) {
    for (long i = 0; i < count; i++) {
      uint8_t *bytes = malloc(protobuf_c_message_get_packed_size(message));
      size_t written = protobuf_c_message_pack(message, bytes);
      sink = bytes[written - 1];
      free(bytes);
    }
  } else {
    for (long i = 0; i < count; i++) {
      ProtobufCMessage *copy = protobuf_c_message_unpack(type, NULL, size, wire);
      if (!copy) return 1;
      protobuf_c_message_free_unpacked(copy, NULL);
    }
  }
  printf("%f\n", (now() - start) / count);
  protobuf_c_message_free_unpacked(message, NULL);
  return 0;
}
