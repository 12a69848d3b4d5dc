#include "worker/frame.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace ice::worker {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kReadBlock = 64 * 1024;

void put_u32(std::uint8_t* at, std::uint32_t x) {
  for (int i = 0; i < 4; ++i) at[i] = static_cast<std::uint8_t>(x >> (8 * i));
}

std::uint32_t get_u32(const std::uint8_t* at) {
  std::uint32_t x = 0;
  for (int i = 0; i < 4; ++i) x |= static_cast<std::uint32_t>(at[i]) << (8 * i);
  return x;
}

std::size_t checked_length(std::size_t payload) {
  if (payload <= kMaxPayload) return payload;
  throw base::Error(fmt::format("a frame of {} bytes is larger than {}", payload, kMaxPayload));
}

void require_sum(std::span<const std::uint8_t> bytes, const std::uint8_t* sum, const char* of) {
  if (base::crc32_of(bytes) != get_u32(sum))
    throw base::Error(fmt::format("the checksum of a frame's {} does not hold", of));
}

}  // namespace

std::vector<std::uint8_t> to_frame(const base::Value& value) {
  std::vector<std::uint8_t> frame(kHeader);
  base::Value::to_cbor(value, frame);
  const std::span bytes(frame);
  put_u32(frame.data(), static_cast<std::uint32_t>(checked_length(frame.size() - kHeader)));
  put_u32(frame.data() + 4, base::crc32_of(bytes.first(4)));
  put_u32(frame.data() + 8, base::crc32_of(bytes.subspan(kHeader)));
  return frame;
}

void FrameReader::append(std::span<const std::uint8_t> bytes) {
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(begin_));
  begin_ = 0;
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

std::optional<base::Value> FrameReader::next() {
  const auto rest = std::span<const std::uint8_t>(bytes_).subspan(begin_);
  if (rest.size() < kHeader) return std::nullopt;
  require_sum(rest.first(4), rest.data() + 4, "length");
  const std::size_t length = checked_length(get_u32(rest.data()));
  if (rest.size() < kHeader + length) return std::nullopt;
  const auto payload = rest.subspan(kHeader, length);
  require_sum(payload, rest.data() + 8, "payload");
  begin_ += kHeader + length;
  try {
    return base::Value::from_cbor(payload.begin(), payload.end());
  } catch (const base::Value::exception& error) {
    throw base::Error(std::string("a frame holds no CBOR: ") + error.what());
  }
}

void send_frame(int socket, const base::Value& value) {
  const std::vector<std::uint8_t> frame = to_frame(value);
  for (std::size_t sent = 0; sent < frame.size();) {
    const ssize_t n = ::send(socket, frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL);
    if (n >= 0)
      sent += static_cast<std::size_t>(n);
    else if (errno != EINTR)
      throw base::Error(std::string("cannot send to the other process: ") + std::strerror(errno));
  }
}

bool receive(int socket, FrameReader& reader) {
  std::array<std::uint8_t, kReadBlock> block;  // NOLINT: filled by recv
  ssize_t n = 0;
  do n = ::recv(socket, block.data(), block.size(), 0);
  while (n < 0 && errno == EINTR);
  if (n <= 0) return false;
  reader.append(std::span(block).first(static_cast<std::size_t>(n)));
  return true;
}

}  // namespace ice::worker
