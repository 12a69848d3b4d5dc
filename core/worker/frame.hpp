#pragma once
// Sends values between processes, in frames. A frame is the payload's length, the CRC-32 of these 4
// bytes, the CRC-32 of the payload (4 bytes each, little-endian), then the payload, a Value as
// CBOR. The length has a checksum of its own, so that a reader recognizes bytes that are no frame
// at once and never waits for a payload that nobody sends.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/value.hpp"

namespace ice::worker {

/// Bytes of a payload at most: a curve point takes about 10 bytes, so 10^6 of them still fit.
inline constexpr std::size_t kMaxPayload = std::size_t{64} << 20;

/// Throws Error when the payload would be longer than kMaxPayload.
[[nodiscard]] std::vector<std::uint8_t> to_frame(const base::Value& value);

/// Puts frames together from bytes that arrive in pieces. Not thread-safe.
class FrameReader {
 public:
  void append(std::span<const std::uint8_t> bytes);

  /// The value of the next frame; nothing until a whole frame has arrived. Throws Error when the
  /// bytes are no frame (wrong checksum, length or CBOR): the stream cannot be read any further.
  [[nodiscard]] std::optional<base::Value> next();

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t begin_ = 0;  ///< index of the first byte not yet taken
};

/// Sends a whole frame over a blocking socket. Throws Error, with the reason, when it cannot (the
/// other end is closed, or the socket's send timeout has passed): part of the frame may have been
/// sent, so nothing more can be. Never raises SIGPIPE.
void send_frame(int socket, const base::Value& value);

/// Waits for bytes on a socket and appends them to the reader. False when no more will come: the
/// other end has closed, or the socket has failed.
[[nodiscard]] bool receive(int socket, FrameReader& reader);

}  // namespace ice::worker
