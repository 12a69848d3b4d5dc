#pragma once
// What a value of a study may be, in one place for the keys of study files, the keys of data sets
// and the parameters of plugins: its type, and the interval or the words it comes from. All of this
// is plain data: any thread may read it.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/value.hpp"

namespace ice::base {

/// The largest whole number that no other one becomes when it is read as a double: 2^53 - 1.
inline constexpr double kLargestWhole = kLargestExactInteger - 1;

/// An interval of numbers.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false, high_open = false;  ///< whether the end itself is not included

  [[nodiscard]] bool contains(double x) const;  ///< false for NaN
  [[nodiscard]] bool has_low() const { return !std::isinf(low); }
  [[nodiscard]] bool has_high() const { return !std::isinf(high); }
  /// "[0, 1)", "> 0", "<= 5", or empty where there are no bounds.
  [[nodiscard]] std::string text() const;
  /// The same to follow a noun: "in [0, 1)", "> 0".
  [[nodiscard]] std::string phrase() const;
  /// Whether this interval lies inside `other`, without regard to whether ends are included.
  [[nodiscard]] bool is_within(const Interval& other) const {
    return low >= other.low && high <= other.high;
  }
  /// Whether this interval includes an end that `other` has but does not include.
  [[nodiscard]] bool reaches_end_of(const Interval& other) const {
    return (low == other.low && other.low_open && !low_open) ||
           (high == other.high && other.high_open && !high_open);
  }
  [[nodiscard]] bool operator==(const Interval&) const = default;
};

/// The rule for one value.
struct Rule {
  enum class Type {
    kReal,
    kWhole,  ///< 2 and 2.0, up to kLargestWhole
    kFlag,
    kText,
    kChoice,        ///< one of `choices`
    kShareOrCount,  ///< a part of something: a fraction below 1, or a whole number above 1
    kName,          ///< a text or a whole number: the name of a column, or its number from 1
    kNames,         ///< such a name, or a list of names; null stands for the word null
    kWeights        ///< one of `choices`, or a map from names to numbers in the range
  };
  Type type = Type::kReal;
  Interval range{};                    ///< of numbers
  std::vector<std::string> choices{};  ///< of kChoice

  /// Whether the value has the type, wherever it lies. NaN and infinities are no numbers.
  [[nodiscard]] bool has_type(const Value& value) const;
  /// Whether the value has the type and is in the range or among the choices.
  [[nodiscard]] bool allows(const Value& value) const;

  /// "a number", "a whole number", "true or false", "text", "one of a, b".
  [[nodiscard]] std::string type_text() const;
  /// What is allowed within the type: "[0, 1)", "> 0", "any number", "true or false",
  /// "one of a, b".
  [[nodiscard]] std::string range_text() const;
  /// Both: "a number in [0, 1)", "a whole number >= 1", "one of a, b". Completes "expected ...".
  [[nodiscard]] std::string expected() const;
  /// What to add about a number that is too large to be a whole number here, or empty.
  [[nodiscard]] std::string hint(const Value& value) const;
};

}  // namespace ice::base
