#include "data/csv_targets.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "data/csv_columns.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Target = CsvOptions::Target;

}  // namespace

void CsvTargets::add(std::string_view field, std::optional<double> number,
                     const LabelReader::Locate& locate) {
  if (kind_ == Target::kAuto) kind_ = number ? Target::kRegression : Target::kClasses;
  if (kind_ == Target::kClasses)
    add_class(field, number, locate);
  else if (number)
    numbers_.push_back(*number);
  else
    refuse_number(locate(), field,
                  told_ == Target::kAuto
                      ? "Set data.task: classification if the targets are classes"
                      : "The targets are numbers with data.task: regression");
}

void CsvTargets::add_class(std::string_view field, std::optional<double> number,
                           const LabelReader::Locate& locate) {
  if (number && told_ == Target::kAuto)
    throw UserError(locate(), shown(field) + " is a number, and the targets above are texts",
                    "Set data.task: classification if it is a class as they are");
  if (number)
    labels_.add(*number, locate);
  else if (base::is_plain_text(field))
    labels_.add(field, locate);
  else
    throw UserError(locate(), shown(field) + " is not plain text", kPlainText);
}

void CsvTargets::finish(Samples& samples, const std::string& where, std::size_t least) {
  if (kind_ == Target::kClasses) {
    labels_.finish(samples, where, least);
    return;
  }
  samples.task = Task::kRegression;
  samples.n_y = 1;
  samples.Y = std::move(numbers_);
}

}  // namespace ice::data
