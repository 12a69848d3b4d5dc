// Any bytes as what a worker sends: refused as no frame or no message, or a message that is sent
// and read again as the same. The first byte says how many bytes arrive at a time, and whether they
// are frames or the payload of one whose checksums hold, which mutations would never find.
#include <array>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "fuzz.hpp"
#include "worker/frame.hpp"
#include "worker/message.hpp"

namespace {

using ice::base::Value;
using Bytes = std::vector<std::uint8_t>;
namespace worker = ice::worker;

void append_u32(Bytes& to, std::uint32_t x) {
  for (int i = 0; i < 4; ++i) to.push_back(static_cast<std::uint8_t>(x >> (8 * i)));
}

Bytes framed(std::span<const std::uint8_t> payload) {
  Bytes frame;
  append_u32(frame, static_cast<std::uint32_t>(payload.size()));
  append_u32(frame, ice::base::crc32_of(frame));
  append_u32(frame, ice::base::crc32_of(payload));
  frame.insert(frame.end(), payload.begin(), payload.end());
  return frame;
}

void read_message(const Value& value) {
  try {
    const Value sent = worker::to_value(worker::from_worker_from(value));
    const Value again = worker::to_value(worker::from_worker_from(sent));
    ice::fuzz::require(Value::to_cbor(again) == Value::to_cbor(sent));
  } catch (const ice::base::Error&) {
  }
  try {
    (void)worker::to_worker_from(value);
  } catch (const ice::base::Error&) {
  }
}

void read_in_pieces(std::span<const std::uint8_t> bytes, std::size_t piece) {
  worker::FrameReader reader;
  try {
    while (!bytes.empty()) {
      const auto next = bytes.first(std::min(piece, bytes.size()));
      bytes = bytes.subspan(next.size());
      reader.append(next);
      while (const auto value = reader.next()) read_message(*value);
    }
  } catch (const ice::base::Error&) {
  }
}

Bytes ended() {
  worker::Ended ended{7, {}};
  ended.result.error = "no";
  ended.result.metrics = {{"dev.cost", 0.5, 0.25, 2}};
  ended.result.curves = {{"dev.cost", {1, 2}, {0.5, 0.25}}};
  return Value::to_cbor(worker::to_value(worker::FromWorker(ended)));
}

Bytes job() {
  worker::Job job{.id = 7, .seed = 1};
  job.code = ice::code::read_code(Value::parse(R"({
      "data": {}, "network": {"hidden": [{"units": 3, "dropout": 0.5}], "activation": {"name": "a/b"},
      "output": {"name": "a/b"}}, "initializer": {"name": "a/b"}, "loss": {"name": "a/b"},
      "regularization": {"l2": 0, "dropout": 0}, "training": {"epochs": 2, "batch_size": 8,
      "early_stopping": {"metric": "dev.cost", "min_delta": 0, "patience": 3, "restore_best": true}},
      "optimizer": {"name": "a/b", "learning_rate": 0.1, "schedule": {"name": "step", "warmup": 0}}})"));
  return Value::to_cbor(worker::to_value(worker::ToWorker(job)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> rest(data + 1, size - 1);
  const bool is_payload = data[0] % 2 != 0;
  const std::size_t piece = 1 + data[0] / 2;
  read_in_pieces(is_payload ? framed(rest) : Bytes(rest.begin(), rest.end()), piece);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  static const std::array kPayloads{ended(), job()};
  const Bytes& payload = kPayloads[seed / 2 % kPayloads.size()];
  const bool is_payload = seed % 2 != 0;
  Bytes sound = is_payload ? payload : framed(payload);
  sound.insert(sound.begin(), is_payload ? 201 : 200);
  return ice::fuzz::mutated(ice::fuzz::text_of(sound.data(), sound.size()), data, size, max_size);
}
