// Whole files, written so that nobody ever sees half of one.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace assay::run {

Result<Bytes> read_file(const std::string& path);
// Through a temporary file beside it and a rename; `mode` holds from the moment of creation.
Result<void> write_file(const std::string& path, ByteView octets, unsigned mode);

}  // namespace assay::run
