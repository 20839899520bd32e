// The only place that lists the protocol modules.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::cli {

language::Vocabulary full_vocabulary();

}  // namespace assay::cli
