// SIP for the case language: what can be sent, matched and derived (RFC 3261).
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

void register_module(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::sip
