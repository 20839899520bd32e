// Takes the sequence number away: a record that comes a second time is read a second time.
#pragma once

#include "tls/record_protection.hpp"

namespace assay::tls {

// Only for the defect of an end that accepts replayed records. Without KeyUpdate.
class Repeating {
 public:
  // `protection`: of the peer's application data, at the next record.
  explicit Repeating(RecordProtection protection) : sender_(protection), reader_(std::move(protection)) {}

  // The next record as the reader, who counts the repetitions too, takes it. A record that repeats
  // the one before it octet by octet holds what that one held; an altered one stays as it is.
  RawRecord renumber(RawRecord record);

 private:
  RecordProtection sender_;
  RecordProtection reader_;
  RawRecord last_;
  Bytes last_plain_;
};

}  // namespace assay::tls
