// What generated code imports.
import Martlet
import MartletProtobuf
