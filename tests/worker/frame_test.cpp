#include "worker/frame.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/fd.hpp"
#include "base/hash.hpp"
#include "numbers.hpp"

using namespace ice;
using namespace ice::worker;
using Catch::Matchers::StartsWith;
using ice::base::Error;
using ice::base::Fd;
using ice::base::Value;

namespace {

using Bytes = std::vector<std::uint8_t>;

Value random_value(std::mt19937& random, int depth = 0) {
  const auto pick = [&](int n) { return std::uniform_int_distribution<>(0, n - 1)(random); };
  switch (pick(depth < 3 ? 7 : 5)) {
    case 0:
      return nullptr;
    case 1:
      return pick(2) == 0;
    case 2:
      return static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
    case 3:
      return std::ldexp(static_cast<double>(random()), pick(600) - 300);
    case 4:
      return std::string(static_cast<std::size_t>(pick(40)), static_cast<char>('a' + pick(26)));
    case 5: {
      Value list = Value::array();
      for (int i = pick(5); i > 0; --i) list.push_back(random_value(random, depth + 1));
      return list;
    }
    default: {
      Value map = Value::object();
      for (int i = pick(5); i > 0; --i)
        map[std::to_string(pick(100))] = random_value(random, depth + 1);
      return map;
    }
  }
}

Bytes joined(const std::vector<Value>& values) {
  Bytes all;
  for (const Value& value : values) {
    const Bytes frame = to_frame(value);
    all.insert(all.end(), frame.begin(), frame.end());
  }
  return all;
}

std::vector<Value> read_all(const Bytes& bytes) {
  FrameReader reader;
  reader.append(bytes);
  std::vector<Value> values;
  while (auto value = reader.next()) values.push_back(*value);
  return values;
}

const Value kMessage{{"is", "epoch"}, {"job", 12}, {"epoch", 345}, {"cost", 0.6931}};

}  // namespace

TEST_CASE("frame: values come back as they were, in pieces of any size") {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Value> values;
    for (int i = 0; i < 5; ++i) values.push_back(random_value(random));
    const Bytes bytes = joined(values);
    FrameReader reader;
    std::vector<Value> read;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 17, bytes.size() - at);
      reader.append(std::span(bytes).subspan(at, size));
      at += size;
      while (auto value = reader.next()) read.push_back(*value);
    }
    CHECK(read == values);
  }
}

TEST_CASE("frame: nan and the infinities come back exactly") {
  const auto values = read_all(joined({std::nan(""), kInfinity, -kInfinity, -0.0}));
  CHECK(std::isnan(values[0].get<double>()));
  CHECK(values[1] == kInfinity);
  CHECK(values[2] == -kInfinity);
  CHECK(std::signbit(values[3].get<double>()));
}

// The sums are those of Python's zlib.crc32(b"\x06\0\0\0") and zlib.crc32(b"\x65hello").
TEST_CASE("frame: its bytes are length, the length's CRC-32, the payload's CRC-32, CBOR") {
  const Bytes expected{0x06, 0,    0,    0,    0xc0, 0x80, 0x2f, 0x04, 0xd1,
                       0x6e, 0xc9, 0x19, 0x65, 'h',  'e',  'l',  'l',  'o'};
  CHECK(to_frame("hello") == expected);
}

TEST_CASE("frame: any flipped bit is refused") {
  const Bytes frame = to_frame(kMessage);
  for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit) {
    Bytes damaged = frame;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    CHECK_THROWS_AS(read_all(damaged), Error);
  }
}

TEST_CASE("frame: one cut short never gives a value") {
  const Bytes frame = to_frame(kMessage);
  for (std::size_t size = 0; size < frame.size(); ++size)
    CHECK(
        read_all(Bytes(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size))).empty());
}

TEST_CASE("frame: bytes that nobody framed are refused at once, wherever they stand") {
  const Bytes frame = to_frame(kMessage);
  for (const auto& garbage :
       {std::string("hello, world\n"), std::string("x"), std::string(12, 0)}) {
    Bytes stream = frame;
    stream.insert(stream.end(), garbage.begin(), garbage.end());
    stream.insert(stream.end(), frame.begin(), frame.end());
    FrameReader reader;
    reader.append(stream);
    CHECK(reader.next() == kMessage);
    CHECK_THROWS_WITH(reader.next(), "the checksum of a frame's length does not hold");
  }
}

TEST_CASE("frame: one that is too large is neither made nor awaited") {
  CHECK_THROWS_WITH(to_frame(std::string(kMaxPayload, 'x')),
                    "a frame of 67108869 bytes is larger than 67108864");
}

TEST_CASE("frame: a sound frame around what is no CBOR is refused") {
  Bytes frame = to_frame(nullptr);  // a payload of one byte
  frame.back() = 0xff;              // CBOR's end of a thing that was never begun
  const std::uint32_t sum = ice::base::crc32_of(std::span(frame).last(1));
  std::memcpy(&frame[8], &sum, sizeof sum);
  CHECK_THROWS_WITH(read_all(frame), StartsWith("a frame holds no CBOR: "));
}

TEST_CASE("frame: values cross a socket, and its end is told") {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  const Fd ours(ends[0]);
  Fd theirs(ends[1]);
  const Value large(std::string(1 << 20, 'x'));  // more than a socket holds
  std::thread sender([&] {
    send_frame(theirs.get(), large);
    theirs.reset();
  });
  FrameReader reader;
  while (receive(ours.get(), reader)) {
  }
  sender.join();
  CHECK(reader.next() == large);
  CHECK_FALSE(reader.next());
  CHECK_THROWS_WITH(send_frame(ours.get(), 1), "cannot send to the other process: Broken pipe");
}
