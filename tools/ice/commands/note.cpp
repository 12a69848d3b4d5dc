// `ice note`: a note on a study or a run.
#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "commands/commands.hpp"

namespace ice::cli {
namespace {

struct NoteOptions {
  std::string subject;
  std::vector<std::string> words;
  bool json = false;
  StoreOptions store;
};

void check_note(const std::string& text) {
  std::string without_lines = text;
  std::erase_if(without_lines, [](char c) { return c == '\n' || c == '\t'; });
  if (!base::is_plain_text(without_lines))
    throw base::UserError("note", "has characters that are no text",
                          "Use UTF-8, with lines and tabs and no other control characters");
}

void say_note(const Subject& subject, const std::string& note, bool json) {
  const std::string name = subject.study ? subject.study->name : subject.run->id;
  if (json)
    print(
        base::Value{{subject.study ? "study" : "run", subject.study ? name : subject.run->run.key},
                    {"note", note}}
            .dump(2) +
        "\n");
  else
    print(note.empty() ? fmt::format("{}: no note\n", name) : note + "\n");
}

int note_subject(const NoteOptions& options) {
  if (options.words.empty()) {
    store::Reader reader(options.store.path());
    const Subject subject = find_subject(reader, options.subject);
    say_note(subject, subject.study ? subject.study->marks.note : subject.run->marks.note,
             options.json);
    return 0;
  }
  const std::string text = base::join(options.words, " ");
  check_note(text);
  store::Writer writer = open_writer(options.store.path());
  store::Reader reader(options.store.path());
  Subject subject = find_subject(reader, options.subject);
  if (subject.study) {
    subject.study->marks.note = text;
    writer.mark_study(subject.study->name, subject.study->marks);
  } else {
    subject.run->marks.note = text;
    writer.mark_run(subject.run->run.key, subject.run->marks);
  }
  say_note(subject, text, options.json);
  return 0;
}

}  // namespace

void add_note(const Command& app) {
  const auto options = std::make_shared<NoteOptions>();
  const Command command = app.add_command(
      "note", "A note on a study or a run: replaces the one that is there; '' deletes it");
  command.section("Look after the store");
  command.add_argument("STUDY|RUN", options->subject, "The name of a study, or a run's id")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kRun});
  command.add_argument("TEXT", options->words,
                       "The note, quoted or in words; without it, the note is printed");
  add_store_options(command, options->store);
  command.add_flag("--json", options->json, "As one JSON object");
  command.add_examples({"ice note quickstart 'A rate of 1 is too large; next: decay'",
                        "ice note quickstart", "ice note quickstart ''"});
  command.does([options] { return note_subject(*options); });
}

}  // namespace ice::cli
