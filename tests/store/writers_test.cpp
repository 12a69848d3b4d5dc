// Several processes on one store: one writes, whatever happens to it.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "roles.hpp"
#include "samples.hpp"
#include "store/check.hpp"

using namespace ice::store;
using namespace std::chrono_literals;

namespace {

std::string host() {
  std::array<char, 200> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string refusal(const std::filesystem::path& file, pid_t holder) {
  return file.string() + ": process " + std::to_string(holder) + " on " + host() +
         " is writing to it. Wait until it has ended, or use another store with --db FILE";
}

}  // namespace

TEST_CASE("writers: a writer killed at any moment loses no run that it reported") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  std::mt19937 random(11);
  std::size_t reported = 0;
  for (std::uint64_t round = 0; round < 20; ++round) {
    Actor writer(kWriteRole, file, round * 1'000'000);
    const bool in_full_swing = round % 2 == 1;  // else while it opens the store, perhaps
    std::vector<std::string> keys;
    if (in_full_swing) keys.push_back(writer.read_line());
    std::this_thread::sleep_for(std::chrono::milliseconds(1 + random() % 60));
    writer.kill();
    for (const std::string& line : ice::base::split(writer.read_all(), '\n'))
      if (!line.empty()) keys.push_back(line);
    reported += keys.size();
    if (!std::filesystem::exists(file)) continue;
    const auto statuses = Writer(file).statuses(keys);
    REQUIRE(std::count(statuses.begin(), statuses.end(), Status::kFinished) ==
            static_cast<std::ptrdiff_t>(keys.size()));
    REQUIRE(check(file).empty());
  }
  CHECK(reported >= 10);
}

TEST_CASE("writers: the second is told who holds the store") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Actor holder(kHoldRole, file);
  REQUIRE(holder.read_line() == "held");
  CHECK_THROWS_WITH(Writer(file), refusal(file, holder.pid()));
  CHECK(Reader(file).studies().empty());  // who reads is let in
}

TEST_CASE("writers: the lock ends with its process, however that ends") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  for (int i = 0; i < 5; ++i) {
    Actor holder(kHoldRole, file);
    REQUIRE(holder.read_line() == "held");
    holder.kill();
    CHECK_NOTHROW(Writer(file));
  }
}

TEST_CASE("writers: another name of the file is the same store") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Actor holder(kHoldRole, file);
  REQUIRE(holder.read_line() == "held");
  std::filesystem::create_symlink(file, folder / "link.db");
  CHECK_THROWS_WITH(Writer(folder / "link.db"), refusal(folder / "link.db", holder.pid()));
}

TEST_CASE("writers: a second one in the same process is refused too") {
  const TemporaryFolder folder;
  const Writer first(folder / "s.db");
  CHECK_THROWS_WITH(Writer(folder / "s.db"), refusal(folder / "s.db", ::getpid()));
}

TEST_CASE("writers: one that is just ending is waited for") {
  const TemporaryFolder folder;
  Actor holder(kHoldRole, folder / "s.db");
  REQUIRE(holder.read_line() == "held");
  std::thread ends([&] {
    std::this_thread::sleep_for(100ms);
    holder.kill();
  });
  CHECK_NOTHROW(Writer(folder / "s.db"));
  ends.join();
}
