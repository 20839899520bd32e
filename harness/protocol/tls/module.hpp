// TLS for the case language: starting it, its facts and alerts, and hellos written by hand.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::tls {

void register_module(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::tls
