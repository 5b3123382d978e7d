import Foundation

/// How many bytes more than at its beginning the process held at once while `body` ran; nil where the system doesn't
/// say.
func peakMemory(_ body: () throws -> Void) rethrows -> Int? {
  func status(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("\(name):") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
  // Makes the peak what is held now.
  try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  let before = status("VmRSS")
  try body()
  guard let before, let peak = status("VmHWM") else { return nil }
  return peak - before
}
