import ArgumentParser
import Martlet
import MartletReflection
import ProtoCompiler

/// The `martlet` command as a library.
public enum MartletTool {
  /// Runs the command.
  ///
  /// - Parameters:
  ///   - arguments: those after the program's name.
  ///   - output: where results and messages go.
  /// - Returns: the exit status: 0; 1 if something is wrong with what the command worked on; 2 for wrong usage;
  ///   64 + the status code for a call that failed.
  public static func run(_ arguments: [String], output: Output = .standard) async -> Int32 {
    await Output.$current.withValue(output) {
      do {
        var command = try MartletCommand.parseAsRoot(arguments)
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
        return 0
      } catch {
        return report(error, to: output)
      }
    }
  }

  private static func report(_ error: any Error, to output: Output) -> Int32 {
    switch error {
    case let error as ToolError:
      output.note("martlet: \(error.description)")
      for line in error.details { output.note("  \(line)") }
      return error.status
    case let error as RPCError: return report(ToolError.rpc(error), to: output)
    case is DescriptorError, is FileError: return report(ToolError.failure("\(error)"), to: output)
    default: break
    }
    let text = MartletCommand.fullMessage(for: error)
    // Help and versions were asked for; the parser hands them out as errors.
    if MartletCommand.exitCode(for: error).isSuccess {
      do {
        try output.result(text)
        return 0
      } catch {
        return report(ToolError.failure("\(error)"), to: output)
      }
    }
    output.note(text)
    return 2
  }
}

struct MartletCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Generates gRPC code from .proto files, and lists, describes and calls gRPC services.",
    discussion: """
      Addresses are host:port, http://host:port or unix:PATH. Results go to standard output, everything else to \
      standard error. The exit status is 0, 1 if something is wrong with what the command works on, 2 for wrong usage, \
      and 64 + the gRPC status code if a call fails.
      """,
    subcommands: [
      GenerateCommand.self, BuildCommand.self, LintCommand.self, BreakingCommand.self, ListCommand.self,
      DescribeCommand.self,
      CallCommand.self,
    ])
}
