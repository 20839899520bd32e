// Tests of the digests against the examples of FIPS 180-4 and RFC 1321.
#include "crypto/digest.hpp"

#include <gtest/gtest.h>

namespace assay::crypto::digest_tests {

TEST(Digest, Sha256OfThePublishedExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, Sha1AndMd5OfThePublishedExamples) {
  EXPECT_EQ(sha1("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
}

}  // namespace assay::crypto::digest_tests
