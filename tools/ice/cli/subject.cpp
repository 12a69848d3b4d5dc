#include "cli/subject.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::cli {
namespace {

[[noreturn]] void throw_unknown(store::Reader& reader, const std::string& text) {
  std::vector<std::string> names;
  for (const store::StudyRow& study : reader.studies()) names.push_back(study.name);
  const auto near = base::nearest(text, names);
  throw base::UserError("'" + text + "'", "there is no run whose id begins so, and no such study",
                        near ? fmt::format("Did you mean the study '{}'?", *near)
                             : "'ice runs' and 'ice studies' list what there is");
}

}  // namespace

Subject find_subject(store::Reader& reader, const std::string& text) {
  Subject subject;
  subject.study = reader.find_study(text);
  if (!subject.study) subject.run = reader.find_run(text);
  if (!subject.study && !subject.run) throw_unknown(reader, text);
  return subject;
}

bool begins_a_run(store::Reader& reader, const std::string& text) {
  try {
    return reader.find_run(text).has_value();
  } catch (const base::UserError&) {  // several do
    return true;
  }
}

store::Writer open_writer(const std::filesystem::path& store) {
  { const store::Reader reader(store); }  // a Writer would make a store that is not there
  return store::Writer(store);
}

}  // namespace ice::cli
