// The core's own content element: octets as they are written, with \r \n \t \\ and \xNN.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::engine {

void register_octets(language::Vocabulary& vocabulary);

}  // namespace assay::engine
