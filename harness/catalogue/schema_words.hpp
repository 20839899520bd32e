// What libxml2 says of a breach of a schema, in words for somebody who does not know XML Schema.
#pragma once

#include <string>

#include "base/error.hpp"

namespace assay::catalogue {

// `message`: one of libxml2, names of elements without their namespace. What is not known stays as it is, with
// `otherwise` as the way out. The place is left to the caller.
Error in_words(const std::string& message, const std::string& otherwise);

}  // namespace assay::catalogue
