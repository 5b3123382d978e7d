import MartletTool

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// A pipe whose reader has gone is an error to see, not a signal to die of.
signal(SIGPIPE, SIG_IGN)
exit(await MartletTool.run(Array(CommandLine.arguments.dropFirst())))
