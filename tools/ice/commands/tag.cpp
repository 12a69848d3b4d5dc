// `ice tag`: tags of a study or a run.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "commands/commands.hpp"

namespace ice::cli {
namespace {

struct TagOptions {
  std::string subject;
  std::vector<std::string> words;  // +name, -name
  bool json = false;
  StoreOptions store;
};

// The tag in "+name" or "-name".
std::string tag_in(const std::string& word) {
  if (word.starts_with("--"))
    throw base::UserError("tag", "unknown option '" + word + "'", "See: ice tag --help");
  if (!word.starts_with('+') && !word.starts_with('-'))
    throw base::UserError("'" + word + "'", "is neither +NAME nor -NAME",
                          "+NAME adds a tag, -NAME takes it away");
  std::string tag = word.substr(1);
  if (!base::is_plain_text(tag))
    throw base::UserError("tag", "has characters that are no text", "Use UTF-8 on one line");
  const bool is_blank = base::trim(tag).empty() || base::trim(tag).size() < tag.size();
  if (is_blank || tag.find(',') != std::string::npos || tag.front() == '+' || tag.front() == '-')
    throw base::UserError("'" + word + "'", "is no tag",
                          "A tag is a text without commas that begins with neither blank, + nor -");
  return tag;
}

// Checks all words, so that a wrong one is found before anything is written.
void check_words(const std::vector<std::string>& words) {
  for (const std::string& word : words) (void)tag_in(word);
}

std::string name_of(const Subject& subject) {
  return subject.study ? subject.study->name : "run " + subject.run->id;
}

[[noreturn]] void throw_absent(const Subject& subject, const std::string& tag,
                               const std::vector<std::string>& known) {
  const bool is_of_text =
      subject.study && std::ranges::find(subject.study->tags, tag) != subject.study->tags.end();
  if (is_of_text)
    throw base::UserError("'" + tag + "'", "is a tag of the study's file",
                          "Take it from idea.tags there, and run the study again");
  throw base::UserError(name_of(subject), "has no tag '" + tag + "'",
                        known.empty() ? "It has none" : base::suggest(tag, known));
}

void change(const Subject& subject, const std::vector<std::string>& words, store::Marks& marks) {
  for (const std::string& word : words) {
    const std::string tag = tag_in(word);
    const auto found = std::ranges::find(marks.tags, tag);
    if (word.front() == '+' && found == marks.tags.end()) marks.tags.push_back(tag);
    if (word.front() == '-' && found == marks.tags.end()) throw_absent(subject, tag, marks.tags);
    if (word.front() == '-') marks.tags.erase(found);
  }
  std::ranges::sort(marks.tags);
}

void say_tags(const Subject& subject, bool json) {
  const std::vector<std::string> tags =
      subject.study ? subject.study->all_tags() : subject.run->marks.tags;
  if (json)
    print(base::Value{{subject.study ? "study" : "run",
                       subject.study ? subject.study->name : subject.run->run.key},
                      {"tags", tags}}
              .dump(2) +
          "\n");
  else
    print(fmt::format("{}: {}\n", name_of(subject),
                      tags.empty() ? "no tags" : base::join(tags, ", ")));
}

int tag_subject(const TagOptions& options) {
  check_words(options.words);
  if (options.words.empty()) {
    store::Reader reader(options.store.path());
    say_tags(find_subject(reader, options.subject), options.json);
    return 0;
  }
  store::Writer writer = open_writer(options.store.path());
  store::Reader reader(options.store.path());
  Subject subject = find_subject(reader, options.subject);
  store::Marks& marks = subject.study ? subject.study->marks : subject.run->marks;
  change(subject, options.words, marks);
  if (subject.study)
    writer.mark_study(subject.study->name, marks);
  else
    writer.mark_run(subject.run->run.key, marks);
  say_tags(subject, options.json);
  return 0;
}

}  // namespace

void add_tag(const Command& app) {
  const auto options = std::make_shared<TagOptions>();
  const Command command = app.add_command(
      "tag",
      "Tags of a study or a run: +NAME adds one, -NAME takes it away, neither lists them. 'ice "
      "runs --where \"tags like '%NAME%'\"' finds runs by them");
  command.section("Look after the store");
  command.add_argument("STUDY|RUN", options->subject, "The name of a study, or a run's id")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kRun});
  command.add_words(options->words);
  add_store_options(command, options->store);
  command.add_flag("--json", options->json, "As one JSON object");
  command.add_examples({"ice tag quickstart +baseline +'week 3'", "ice tag quickstart -baseline",
                        "ice tag quickstart"});
  command.does([options] { return tag_subject(*options); });
}

}  // namespace ice::cli
