// Takes the integrity check away: opens records without a look at the tag, seals them again.
#pragma once

#include "tls/record_protection.hpp"

namespace assay::tls {

// Only for the defect of an end that accepts altered records. Without KeyUpdate.
class Forgiving {
 public:
  // `protection`: of the peer's application data, at the next record.
  explicit Forgiving(RecordProtection protection) : protection_(std::move(protection)) {}

  // The next record of that direction, whole, with a tag that is right for whatever it decrypts to.
  // A fragment too short to hold a tag comes back as it is.
  RawRecord reseal(RawRecord record);

 private:
  RecordProtection protection_;
};

}  // namespace assay::tls
