#include "report/row_writer.hpp"

#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 16;

std::string json_text(const store::Field& field) {
  return field.dump(-1, ' ', false, store::Field::error_handler_t::replace);
}

}  // namespace

std::optional<RowFormat> row_format_from(std::string_view text) {
  if (text == "csv") return RowFormat::kCsv;
  if (text == "json") return RowFormat::kJson;
  if (text == "jsonl") return RowFormat::kJsonLines;
  return std::nullopt;
}

RowWriter::RowWriter(RowFormat format, std::vector<std::string> columns,
                     std::function<void(std::string_view)> write)
    : format_(format), write_(std::move(write)) {
  const bool is_csv = format == RowFormat::kCsv;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string comma = i == 0 ? "" : ",";
    labels_.push_back(is_csv ? comma : comma + json_text(columns[i]) + ":");
    if (is_csv) buffer_ += comma + csv_field(columns[i]);
  }
  if (is_csv) buffer_ += '\n';
}

void RowWriter::row(std::span<const store::Field> fields) {
  begin_row();
  for (std::size_t i = 0; i < fields.size(); ++i) add_field(i, text_of(fields[i]));
  end_row();
}

void RowWriter::curve(std::span<const store::Field> first, const store::Curve& curve) {
  std::string head;
  for (std::size_t i = 0; i < first.size(); ++i) head += labels_[i] + text_of(first[i]);
  for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
    begin_row();
    buffer_ += head;
    add_field(first.size(), std::to_string(curve.epochs[i]));
    add_field(first.size() + 1, number(curve.values[i]));
    end_row();
  }
}

void RowWriter::finish() {
  if (format_ == RowFormat::kJson) buffer_ += rows_ == 0 ? "[]\n" : "\n]\n";
  hand_on();
}

void RowWriter::begin_row() {
  if (format_ == RowFormat::kJson) buffer_ += rows_ == 0 ? "[\n" : ",\n";
  if (format_ != RowFormat::kCsv) buffer_ += '{';
}

void RowWriter::add_field(std::size_t column, const std::string& text) {
  buffer_ += labels_[column];
  buffer_ += text;
}

void RowWriter::end_row() {
  if (format_ != RowFormat::kCsv) buffer_ += '}';
  if (format_ != RowFormat::kJson) buffer_ += '\n';
  ++rows_;
  if (buffer_.size() >= kPieceBytes) hand_on();
}

std::string RowWriter::text_of(const store::Field& field) const {
  if (format_ != RowFormat::kCsv) return json_text(json_field(field));
  return field.is_null() ? "" : csv_field(base::to_text(field));
}

std::string RowWriter::number(double x) const {
  const std::string text = base::format_number(x);
  return format_ == RowFormat::kCsv || std::isfinite(x) ? text : '"' + text + '"';
}

void RowWriter::hand_on() {
  write_(buffer_);
  buffer_.clear();
}

}  // namespace ice::report
