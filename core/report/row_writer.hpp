#pragma once
// Writes rows for other programs one at a time, for tables that are too large to be held.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

/// kJson: a list of objects. kJsonLines: an object a line. In both, nan and infinities are texts.
enum class RowFormat { kCsv, kJson, kJsonLines };

/// "csv", "json", "jsonl"; nothing for any other text.
[[nodiscard]] std::optional<RowFormat> row_format_from(std::string_view text);

/// Collects text and hands it on in large pieces. Order of calls: any number of rows, then
/// finish(). Not thread-safe: one thread at a time. Throws what `write` throws.
class RowWriter {
 public:
  RowWriter(RowFormat format, std::vector<std::string> columns,
            std::function<void(std::string_view)> write);

  /// A row with one field per column.
  void row(std::span<const store::Field> fields);

  /// A row for each point of a curve: the same first fields, then epoch and value. REQUIRES: the
  /// columns are as many as `first` and two.
  void curve(std::span<const store::Field> first, const store::Curve& curve);

  void finish();

  /// The number of rows so far.
  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  void begin_row();
  void add_field(std::size_t column, const std::string& text);
  void end_row();
  [[nodiscard]] std::string text_of(const store::Field& field) const;
  [[nodiscard]] std::string number(double x) const;
  void hand_on();

  RowFormat format_;
  std::vector<std::string> labels_;  // what stands before a field: `,` or `,"name":`
  std::function<void(std::string_view)> write_;
  std::string buffer_;
  std::uint64_t rows_ = 0;
};

}  // namespace ice::report
