// Access control lists in the case language (RFC 4314): what the responses say of rights, and what a refusal gives away.
#pragma once

#include "codec/imap/response.hpp"
#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

// Adds to the item what an ACL, LISTRIGHTS or MYRIGHTS response says (RFC 4314 3.6 to 3.8), and the capability RIGHTS=.
void add_rights(language::Item& item, const assay::imap::Response& response);

// Status, code and text of a tagged response, each number as 0: a server may tell how long it took.
std::string answer_of(const assay::imap::Response& response);

// <imap:my-rights>, <imap:acl>, <imap:list-rights>, <imap:extra-rights>, {imap:answer-for}, and other spellings of a name:
// {imap:encoded-needlessly}, {imap:other-case}.
void register_rights(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::imap
