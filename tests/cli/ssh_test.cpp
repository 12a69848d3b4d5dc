// GNU parallel over a real ssh on the loopback device. The oracle is the store of `ice run -j2`.
#include <catch2/catch.hpp>

#include <unistd.h>
#include <filesystem>
#include <string>

#include "cli/clusters.hpp"
#include "support/skip.hpp"

namespace fs = std::filesystem;
using ice::cli::ClusterShell;
using ice::cli::Result;

namespace {

// A server with keys of its own; hosts.txt leads GNU parallel to it, twice.
struct SshShell : ClusterShell {
  SshShell() {
    if (::geteuid() != 0) skip("a server of one's own needs root");
    for (const char* program : {"/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/parallel"})
      if (!fs::exists(program))
        skip(std::string("no ") + program + ": apt install openssh-server parallel");
    const Result started = script(R"(
mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f server_key
ssh-keygen -q -t ed25519 -N '' -f key
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >sshd.conf <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $PWD/server_key
AuthorizedKeysFile $PWD/key.pub
PidFile $PWD/sshd.pid
PermitRootLogin yes
StrictModes no
UsePAM no
EOF
/usr/sbin/sshd -f sshd.conf -E sshd.log
login="ssh -p $port -i $PWD/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
for i in {1..50}; do $login root@127.0.0.1 true 2>/dev/null && break; sleep 0.1; done
printf '%s root@127.0.0.1\n%s root@localhost\n' "$login" "$login" >hosts.txt
$login root@127.0.0.1 true)");
    if (started.code != 0) skip("no ssh to this machine: " + started.err);
  }
  ~SshShell() { (void)script("kill $(cat sshd.pid)"); }

  [[nodiscard]] Result on_ssh(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"--on", "ssh", "--hosts", "hosts.txt"};
    line.insert(line.end(), more.begin(), more.end());
    return command("submit", line);
  }
};

}  // namespace

TEST_CASE(
    "ssh: submit returns, machines share the chunks, and what they have is not submitted again") {
  SshShell shell;
  shell.study = {"flat.yaml", "seeds=1,2,3", "training.epochs=60000"};
  fs::remove(shell.folder() / "ref.db");
  const Result submitted = shell.on_ssh({"--chunk", "1", "--setup", "echo ready"});
  CAPTURE(submitted.out, submitted.err);
  REQUIRE(submitted.code == 0);
  CHECK(submitted.out.find("GNU parallel on hosts.txt, tasks 0-5\n") != std::string::npos);
  const Result again = shell.on_ssh();
  CHECK(again.out.find("Nothing to submit.") != std::string::npos);
  REQUIRE(shell
              .script("for i in {1..500}; do [ -e jobs/flat-1/submitted/0001.lock ] &&"
                      " flock -n jobs/flat-1/submitted/0001.lock true && exit 0; sleep 0.1; done;"
                      " exit 1")
              .code == 0);
  CAPTURE(shell.read("jobs/flat-1/logs/parallel_0001.log"));
  CHECK(shell.read("jobs/flat-1/logs/ssh_0.log").starts_with("ready\n"));
  CHECK(shell.ice({"collect"}).code == 0);
  shell.run_reference();
  CHECK(shell.is_as_run());
}

TEST_CASE("ssh: a missing file of hosts is said") {
  const SshShell shell;
  const Result none = shell.command("submit", {"--on", "ssh"});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "ice: --on ssh: --hosts FILE is missing. The file has a login in each line: node1, "
        "me@node2\n");
  const Result absent = shell.command("submit", {"--on", "ssh", "--hosts", "absent.txt"});
  CHECK(absent.err == "ice: --hosts: no file absent.txt\n");
}
