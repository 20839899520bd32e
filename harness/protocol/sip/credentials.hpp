// Making credentials, right ones and wrong ones (RFC 2617 3.2.2, RFC 7616 3.4).
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// {sip:authorization CHALLENGE USERNAME PASSWORD METHOD URI 'NAME=VALUE' …}: the whole line that answers the line of a
// challenge. NAME=VALUE says a parameter otherwise, in the line and in the digest; hashed-NAME=VALUE in the digest
// alone; sent-NAME=VALUE in the line alone; an empty value of qop leaves out qop, nc and cnonce.
// {sip:basic CHALLENGE USERNAME PASSWORD}: the same by Basic.
// {sip:key ALGORITHM USERNAME REALM PASSWORD}: H(A1), which does for the password (RFC 2617 4.13).
// {sip:filler COUNT}: so many letters.
void register_credentials(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::sip
