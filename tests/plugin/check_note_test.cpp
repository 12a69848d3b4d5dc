// What a failed check leaves beside a library, and who is told.
#include "plugin/check_note.hpp"

#include <catch2/catch.hpp>

#include "libraries.hpp"
#include "plugin/catalog.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;

namespace {

using Tests = std::vector<std::string>;

Tests failed_tests(const fs::path& file) {
  const Catalog catalog = Catalog::scan({{file}});
  return catalog.find(Kind::kActivation, "acme/swish", "").failed_tests;
}

std::string digest_of(const fs::path& file) {
  return Catalog::scan({{file}}).plugins().at(0).sha256;
}

}  // namespace

TEST_CASE("check note: the plugin that failed is known by it, its neighbours are not") {
  const LibraryFolder folder;
  const fs::path file = folder.take(sound("acme"));
  keep_check_note(
      file,
      {digest_of(file), CheckLevel::kQuick, {{"activation acme/swish", {"shape", "gradient"}}}});
  const Catalog catalog = Catalog::scan({{folder.path()}});
  CHECK(catalog.refusals().empty());  // the note is no library
  for (const PluginInfo& info : catalog.plugins()) {
    CAPTURE(info.id);
    const bool is_it = info.id == "acme/swish";
    CHECK(info.failed_tests == (is_it ? Tests{"shape", "gradient"} : Tests{}));
    CHECK(failed_check_text(info) ==
          (is_it ? "acme/swish failed its check (shape, gradient), so its results may be wrong"
                 : ""));
    CHECK(failed_check_hint(info) == (is_it ? "See: ice plugin check " + file.string() : ""));
    CHECK(plugin_from(to_value(info)).failed_tests == info.failed_tests);
  }
}

TEST_CASE("check note: one of another file, or one that cannot be read, says nothing") {
  const LibraryFolder folder;
  const fs::path file = folder.take(sound("acme"));
  keep_check_note(
      file, {digest_of(sound("beta")), CheckLevel::kQuick, {{"activation acme/swish", {"shape"}}}});
  CHECK(failed_tests(file).empty());
  for (const std::string text :
       {"", "shape", "[1, 2]", R"({"format": 1})",
        R"({"format": 9, "sha256": "", "level": "quick", "failed": {}})",
        R"({"format": 1, "sha256": "", "level": "some", "failed": {}})",
        R"({"format": 1, "sha256": "", "level": "quick", "failed": [3]})"}) {
    CAPTURE(text);
    folder.write("acme.ice.so.check", text);
    CHECK_FALSE(read_check_note(file));
    CHECK(failed_tests(file).empty());
  }
}

TEST_CASE("check note: a pass takes it back, but not a pass that looked at less") {
  const LibraryFolder folder;
  const fs::path file = folder.take(sound("acme")), note = check_note_path(file);
  const std::string sha256 = digest_of(file);
  const CheckNote failed{sha256, CheckLevel::kStandard, {{"activation acme/swish", {"threads"}}}};
  keep_check_note(file, {sha256, CheckLevel::kStrict, {}});
  CHECK_FALSE(fs::exists(note));  // nothing to take back, nothing to write
  keep_check_note(file, failed);
  keep_check_note(file, {sha256, CheckLevel::kQuick, {}});
  CHECK(failed_tests(file) == Tests{"threads"});
  keep_check_note(file, {sha256, CheckLevel::kStandard, {}});
  CHECK_FALSE(fs::exists(note));
  keep_check_note(file, failed);
  keep_check_note(file, {"of the file as it was built again", CheckLevel::kQuick, {}});
  CHECK_FALSE(fs::exists(note));
}

TEST_CASE("check note: in a folder that cannot be written there is none, and no error") {
  const fs::path nowhere = "/proc/self/acme.ice.so";
  keep_check_note(nowhere, {"", CheckLevel::kQuick, {{"activation acme/swish", {"shape"}}}});
  keep_check_note(nowhere, {"", CheckLevel::kQuick, {}});
  CHECK_FALSE(read_check_note(nowhere));
}
