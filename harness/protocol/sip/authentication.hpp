// Challenges and credentials in messages: their fields, and whether credentials are right.
#pragma once

#include <optional>
#include <string>

#include "codec/sip/message.hpp"
#include "crypto/http_digest.hpp"
#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// Of a response: challenge (the whole line of the topmost Digest challenge whose algorithm is known here), schemes and
// algorithms of all challenges, lacks-qop (a Digest challenge without qop), stale, realm, nonce.
void add_challenges(language::Item& item, const assay::sip::Message& message);

// Of a request: schemes of all credentials; of the first by Digest username, realm, nonce, credentials-uri, algorithm,
// qop, nc, cnonce, opaque, and how they are written (written.hpp): credentials-for, misspelt, quotes-qop; credentials
// (yes or no; a name with an empty nonce and response is none).
void add_credentials(language::Item& item, const assay::sip::Message& message);

// What the digest of a request was made of, as the request says it; the password is left open. Nothing: there are no
// credentials by Digest, or by an algorithm that is not known here.
std::optional<crypto::DigestInput> digest_of(const assay::sip::Message& request);

// True if the request bears credentials by Digest that were made with this password (RFC 2617 3.2.2.1).
bool proves(const std::string& password, const language::Item& item);

}  // namespace assay::protocol::sip
