// Tests of a profile's PKI: anchors stay, keys are the owner's alone, certificates are what their names say.
#include "run/lab/pki.hpp"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace pki_tests {

using namespace stored;

constexpr std::int64_t kNow = 1'780'000'000;  // a day in 2026

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using CertificatePtr = std::unique_ptr<X509, Freed<X509, X509_free>>;
using CrlPtr = std::unique_ptr<X509_CRL, Freed<X509_CRL, X509_CRL_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE, X509_STORE_free>>;
using VerificationPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX, X509_STORE_CTX_free>>;

template <class Read>
auto read_pem(const std::string& pem, Read read) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  auto* object = read(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return object;
}
CertificatePtr certificate(const std::string& pem) { return CertificatePtr(read_pem(pem, PEM_read_bio_X509)); }

// What a server finds that trusts the profile's anchor and reads its CRL; X509_V_OK if nothing is wrong.
int verify(const Pki& pki, const std::string& pem, std::int64_t at) {
  StorePtr store(X509_STORE_new());
  const CertificatePtr anchor = certificate(pki.authority.certificate_pem);
  const CrlPtr crl(read_pem(pki.crl_pem, PEM_read_bio_X509_CRL));
  X509_STORE_add_cert(store.get(), anchor.get());
  X509_STORE_add_crl(store.get(), crl.get());
  const CertificatePtr leaf = certificate(pem);
  VerificationPtr verification(X509_STORE_CTX_new());
  X509_STORE_CTX_init(verification.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_default(verification.get(), "ssl_client");
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(verification.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_CRL_CHECK);
  X509_VERIFY_PARAM_set_time(rules, at);
  X509_verify_cert(verification.get());
  return X509_STORE_CTX_get_error(verification.get());
}

class PkiTest : public ::testing::Test {
 protected:
  PkiTest() : profile_(load_profile(ASSAY_ROOT, Run::get().profile(), Run::get().bench().catalogue).value()) {
    profile_.directory = folder_.path();
  }
  Folder folder_;
  Profile profile_;
};

TEST_F(PkiTest, ProvisioningTwiceKeepsWhatTheIutWasGiven) {
  ASSERT_TRUE(provision(profile_, kNow));
  const auto first = snapshot(folder_.path("pki"));
  EXPECT_EQ(first.size(), 9U);
  ASSERT_TRUE(provision(profile_, kNow + 86400 * 30));
  EXPECT_EQ(snapshot(folder_.path("pki")), first);
}

TEST_F(PkiTest, KeysAreForTheOwnerAlone) {
  ASSERT_TRUE(provision(profile_, kNow));
  int keys = 0;
  for (const auto& entry : fs::directory_iterator(folder_.path("pki"))) {
    struct stat status {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(text_of(entry.path().string()).find("PRIVATE KEY") != std::string::npos,
              entry.path().extension() == ".key")
        << entry.path();
    if (entry.path().extension() != ".key") continue;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << entry.path();
    ++keys;
  }
  EXPECT_EQ(keys, 4);
}

TEST_F(PkiTest, WithoutAnchorsTheWayOutIsNamed) {
  const auto pki = load_pki(profile_);
  ASSERT_FALSE(pki);
  EXPECT_NE(pki.error().way_out.find("assay provision reference"), std::string::npos);
}

TEST_F(PkiTest, AHalfIdentityIsAnErrorThatNamesTheFile) {
  ASSERT_TRUE(provision(profile_, kNow));
  fs::remove(folder_.path("pki/other-ca.key"));
  const auto again = provision(profile_, kNow);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().what.find("other-ca.key"), std::string::npos);
}

TEST_F(PkiTest, EachCertificateIsWhatItsNameSays) {
  const auto pki = provision(profile_, kNow).value();
  Certificates certificates(profile_, pki, kNow);
  const std::map<std::string, int> expected{{"alice", X509_V_OK},
                                            {"bob", X509_V_OK},
                                            {"alice-expired", X509_V_ERR_CERT_HAS_EXPIRED},
                                            {"alice-not-yet-valid", X509_V_ERR_CERT_NOT_YET_VALID},
                                            {"alice-self-signed", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
                                            {"alice-unknown-ca", X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
                                            {"alice-wrong-name", X509_V_OK},
                                            {"alice-wrong-usage", X509_V_ERR_INVALID_PURPOSE},
                                            {"alice-revoked", X509_V_ERR_CERT_REVOKED}};
  for (const auto& [name, error] : expected) {
    const auto identity = certificates.get(name);
    ASSERT_TRUE(identity) << name;
    EXPECT_STREQ(X509_verify_cert_error_string(verify(pki, identity->certificate_pem, kNow)),
                 X509_verify_cert_error_string(error))
        << name;
    const auto facts = crypto::read_certificate(identity->certificate_pem);
    ASSERT_TRUE(facts) << name;
    const std::string own = name.rfind("alice", 0) == 0 ? "alice@example.test" : "bob@example.test";
    EXPECT_EQ(facts->common_name == own, name != "alice-wrong-name") << name << ": " << facts->common_name;
    for (const auto& alternative : facts->alternative_names)
      EXPECT_EQ(alternative.find(own) != std::string::npos, name != "alice-wrong-name") << name << ": " << alternative;
  }
}

// But for the one difference a problem certificate would be let in.
TEST_F(PkiTest, TimeIsTheOnlyThingWrongWithACertificateOfAnotherTime) {
  const auto pki = provision(profile_, kNow).value();
  Certificates certificates(profile_, pki, kNow);
  constexpr std::int64_t day = 86400;
  const std::string expired = certificates.get("alice-expired")->certificate_pem;
  EXPECT_EQ(verify(pki, expired, crypto::read_certificate(expired)->not_after), X509_V_ERR_CRL_NOT_YET_VALID)
      << "the CRL is younger, the certificate itself was right";
  EXPECT_EQ(verify(pki, certificates.get("alice-not-yet-valid")->certificate_pem, kNow + 31 * day), X509_V_OK);
  EXPECT_EQ(verify(pki, certificates.get("alice")->certificate_pem, kNow - day / 2), X509_V_OK)
      << "clocks may differ by half a day";
  EXPECT_EQ(verify(pki, certificates.get("alice")->certificate_pem, kNow + day / 2), X509_V_OK);
}

TEST_F(PkiTest, TheServersCertificateLeadsToTheAnchorAndBearsItsName) {
  const auto pki = provision(profile_, kNow).value();
  const auto facts = crypto::read_certificate(text_of(folder_.path("pki/server.pem")));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->common_name, profile_.answer("tls.server-name"));
  const CertificatePtr leaf = certificate(text_of(folder_.path("pki/server.pem")));
  const CertificatePtr anchor = certificate(pki.authority.certificate_pem);
  EXPECT_EQ(X509_verify(leaf.get(), X509_get0_pubkey(anchor.get())), 1);
}

TEST_F(PkiTest, ACertificateIsMadeOncePerRunAndFreshInTheNext) {
  const auto pki = provision(profile_, kNow).value();
  Certificates first(profile_, pki, kNow), second(profile_, pki, kNow);
  EXPECT_EQ(first.get("alice")->certificate_pem, first.get("alice")->certificate_pem);
  EXPECT_NE(first.get("alice")->certificate_pem, second.get("alice")->certificate_pem);
  EXPECT_EQ(first.get("none")->certificate_pem, "");
}

TEST_F(PkiTest, APrincipalWhoseIdBeginsWithAnothersIsFound) {
  const auto pki = provision(profile_, kNow).value();
  Principal other = profile_.principals.front();
  other.id = "alice-2";
  other.certificate_name = "second@example.test";
  profile_.principals.push_back(other);
  Certificates certificates(profile_, pki, kNow);
  for (const std::string name : {"alice-2", "alice-2-expired"}) {
    const auto identity = certificates.get(name);
    ASSERT_TRUE(identity) << name;
    EXPECT_EQ(crypto::read_certificate(identity->certificate_pem)->common_name, "second@example.test") << name;
  }
}

TEST_F(PkiTest, ANameThatIsNoneIsAnError) {
  const auto pki = provision(profile_, kNow).value();
  Certificates certificates(profile_, pki, kNow);
  for (const std::string name : {"carol", "alice-", "alice-wrong", "alicex", "", "-expired"})
    EXPECT_FALSE(certificates.get(name)) << name;
}

}  // namespace pki_tests
}  // namespace assay::run
