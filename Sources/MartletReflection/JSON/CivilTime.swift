/// A second of the proleptic Gregorian calendar in UTC, as timestamps count them: every day has 86,400.
struct CivilTime {
  var year: Int
  /// 1 to 12.
  var month: Int
  /// 1 to 31.
  var day: Int
  /// Of the day, 0 to 86,399.
  var second: Int

  /// The seconds of the years 1 to 9999, counted from 1970.
  static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  init(secondsSinceEpoch seconds: Int64) {
    let seconds = Int(seconds)
    second = seconds % 86_400
    if second < 0 { second += 86_400 }
    // Days since 1 March of year 0, so that a leap day ends its year; 146,097 days make 400 years.
    let days = (seconds - second) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // Months from March on have 153 days in five.
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// A date, if the calendar has it.
  init?(year: Int, month: Int, day: Int, second: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (0..<86_400).contains(second) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day >= 1, day <= lengths[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.second = second
  }

  var secondsSinceEpoch: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468) * 86_400 + Int64(second)
  }
}
