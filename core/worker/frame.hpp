#pragma once
// Values between processes: a frame is the payload's length, the CRC-32 of these 4 bytes, the
// CRC-32 of the payload (4 bytes each, little-endian), then the payload, a Value as CBOR. The
// length has a sum of its own so that bytes that are no frame are known at once: a reader never
// waits for a payload that nobody announced.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/value.hpp"

namespace ice::worker {

/// Payloads are at most this long: a curve point is about 10 bytes, so 10^6 of them still fit.
inline constexpr std::size_t kMaxPayload = std::size_t{64} << 20;

/// Throws Error when the payload would pass kMaxPayload.
[[nodiscard]] std::vector<std::uint8_t> to_frame(const base::Value& value);

/// Puts frames together from bytes that arrive in pieces.
class FrameReader {
 public:
  void append(std::span<const std::uint8_t> bytes);

  /// The next whole frame's value. Throws Error when the bytes are no frame: wrong checksum, length
  /// or CBOR; the stream is then of no further use.
  [[nodiscard]] std::optional<base::Value> next();

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t begin_ = 0;  ///< of the first byte not yet taken
};

/// Sends a whole frame over a blocking socket. Throws Error with the reason when it cannot; never
/// raises SIGPIPE.
void send_frame(int socket, const base::Value& value);

/// Waits for bytes on a socket and appends them. False at the end of the stream, however it came.
[[nodiscard]] bool receive(int socket, FrameReader& reader);

}  // namespace ice::worker
