// The peer's count of records and the reader's drift apart by the repetitions.
#include "tls/repeating.hpp"

namespace assay::tls {

RawRecord Repeating::renumber(RawRecord record) {
  const bool again = !last_.fragment.empty() && record.type == last_.type && record.fragment == last_.fragment;
  if (!again) {
    auto plain = sender_.open(record);
    if (!plain) return record;
    sender_.skip();
    last_ = record;
    last_plain_ = std::move(*plain);
  }
  record = reader_.seal(std::move(record), last_plain_);
  reader_.skip();
  return record;
}

}  // namespace assay::tls
