// Applies declared faults to the TLS records that are about to leave.
#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "tls/fault.hpp"
#include "trace/record.hpp"

namespace assay::tls {

// Takes whole records and gives what is to be sent. For every fault one event goes to `facts`:
// tls.fault-applied, or tls.fault-not-applied with the reason.
Bytes apply(ByteView ciphertext, const std::vector<Fault>& faults, std::vector<trace::Record>& facts);

}  // namespace assay::tls
