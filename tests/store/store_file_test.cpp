// Where a store may stand. Writers that meet are in writers_test.cpp.
#include "store/store_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/faults.hpp"

using namespace ice::store;
using ice::base::StoreError;

namespace {

/// Without root's rights, to which every folder is open, while it lives.
class Unprivileged {
 public:
  Unprivileged() {
    if (::geteuid() == 0) is_root_ = ::seteuid(65534) == 0;
  }
  ~Unprivileged() {
    if (is_root_ && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool is_root_ = false;
};

template <class Call>
std::string error_of(Call&& call) {
  try {
    std::forward<Call>(call)();
  } catch (const StoreError& e) {
    return e.what();
  }
  return "";
}

const std::string kElsewhere = "Name another store with --db FILE";
const std::string kReadOnly =
    ": cannot be written: the file, its folder or its file system is read-only. Make it writable, "
    "or use another store with --db FILE";

}  // namespace

TEST_CASE("place: network file systems are known by statfs's number") {
  CHECK(network_file_system(0x6969) == "NFS");
  CHECK(network_file_system(0xff534d42) == "CIFS");
  CHECK(network_file_system(0x01021997) == "9p");
  CHECK_FALSE(network_file_system(0xef53));      // ext4
  CHECK_FALSE(network_file_system(0x01021994));  // tmpfs
  CHECK(std::string(on_network("/home/me/ice.db", "NFS").what()) ==
        "/home/me/ice.db: is on a network file system (NFS), where locks do not hold. Keep the "
        "store on a local disk with --db FILE or $ICE_DB, and copy it when the run is over");
}

TEST_CASE("place: a store that is not there cannot be read") {
  const TemporaryFolder folder;
  CHECK(error_of([&] { Reader(folder / "s.db"); }) ==
        (folder / "s.db").string() +
            ": there is no store. 'ice run STUDY' makes one; --db FILE or $ICE_DB names another");
  CHECK_FALSE(std::filesystem::exists(folder / "s.db"));
}

TEST_CASE("place: a folder is no store, nor is anything in a file") {
  const TemporaryFolder folder;
  const std::string here = (folder / ".").string();
  CHECK(error_of([&] { Reader{here}; }) ==
        here + ": cannot be opened: it is not a file. " + kElsewhere);
  CHECK(error_of([&] { Writer{here}; }) ==
        here + ": cannot be opened: it is not a file. " + kElsewhere);
  std::ofstream(folder / "file") << "text";
  const std::string below = (folder / "file/s.db").string();
  CHECK(error_of([&] { Writer{below}; }) ==
        below + ": cannot be opened: Not a directory. " + kElsewhere);
}

TEST_CASE("place: a folder that is read-only is told of, and its store can be read") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "ro");
  const auto file = folder / "ro/s.db";
  fill_store(file, 1);
  std::filesystem::remove(file.string() + ".lock");
  ::chmod((folder / ".").c_str(), 0755);
  ::chmod((folder / "ro").c_str(), 0555);
  {
    const Unprivileged nobody;
    CHECK(error_of([&] { Writer{file}; }) == file.string() + kReadOnly);
    CHECK(error_of([&] { Writer{folder / "ro/results/s.db"}; }) ==
          (folder / "ro/results/s.db").string() + kReadOnly);
    CHECK(Reader(file).run(key_of(0)).run.cell == 0);
  }
  ::chmod((folder / "ro").c_str(), 0755);
}

TEST_CASE("place: a file that is read-only is told of, one that is not readable too") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  ::chmod((folder / ".").c_str(), 0777);
  ::chmod((file.string() + ".lock").c_str(), 0666);
  ::chmod(file.c_str(), 0444);
  const auto unreadable = folder / "u.db";
  std::filesystem::copy_file(file, unreadable);
  ::chmod(unreadable.c_str(), 0);
  const Unprivileged nobody;
  CHECK(error_of([&] { Writer{file}; }) == file.string() + kReadOnly);
  CHECK(error_of([&] { Reader{unreadable}; }) ==
        unreadable.string() + ": cannot be opened: Permission denied. " + kElsewhere);
}

TEST_CASE("place: without a lock file's text its holder is another process") {
  CHECK(std::string(has_writer("s.db", "").what()) ==
        "s.db: another process is writing to it. Wait until it has ended, or use another store "
        "with --db FILE");
  CHECK(std::string(has_writer("s.db", "4711 lab").what()) ==
        "s.db: process 4711 on lab is writing to it. Wait until it has ended, or use another store "
        "with --db FILE");
}

TEST_CASE("place: a file is the same while its name leads to it") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 0);
  const FileIdentity identity(file);
  CHECK_NOTHROW(identity.require_unchanged());
  std::filesystem::rename(file, folder / "moved.db");
  CHECK_THROWS_AS(identity.require_unchanged(), StoreError);
  std::filesystem::rename(folder / "moved.db", file);
  CHECK_NOTHROW(identity.require_unchanged());
}

TEST_CASE("place: only a folder named results is made, no other that may be misspelt") {
  const TemporaryFolder folder;
  const std::string misspelt = (folder / "reslts/s.db").string();
  CHECK(error_of([&] { Writer{misspelt}; }) ==
        misspelt + ": there is no folder " + (folder / "reslts").string() + ". 'mkdir -p " +
            (folder / "reslts").string() + "' makes it, if it is the one you mean");
  CHECK_FALSE(std::filesystem::exists(folder / "reslts"));
  CHECK_THROWS_AS(Writer(folder / "reslts/results/s.db"), StoreError);
  CHECK_NOTHROW(Writer(folder / "results/s.db"));
}

TEST_CASE("place: the store of the nearest folder above is found, as git finds its folder") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a/b/c");
  std::filesystem::create_directory(folder / "results");
  fill_store(folder / "results/ice.db", 1);
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder / "a/b/c");
  const auto found = nearest_store();
  std::filesystem::create_directory(folder / "a/results");
  fill_store(folder / "a/results/ice.db", 1);
  const auto nearer = nearest_store();
  std::filesystem::current_path(folder / "a");
  const auto here = nearest_store();
  std::filesystem::current_path(before);
  CHECK(found == "../../../results/ice.db");
  CHECK(nearer == "../../results/ice.db");
  CHECK(here == "results/ice.db");
}
