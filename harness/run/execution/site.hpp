// What a run needs of the place: the IUT, the loop, certificates, a scratch folder that goes away.
#pragma once

#include <memory>
#include <string>

#include "run/execution/driver.hpp"
#include "run/execution/make_trigger.hpp"
#include "run/lab/iut.hpp"
#include "run/suite/bench.hpp"

namespace assay::run {

class Site {
 public:
  // Makes what `provision` makes if it is missing. Errors: PKI, scratch folder.
  static Result<std::unique_ptr<Site>> open(const Bench& bench, const Profile& profile, const std::string& programs,
                                            AskOperator ask = {});
  ~Site();

  Result<void> start();  // the IUT; fills the environment's endpoints
  // Starts an IUT anew that ended by itself. True if it had to.
  Result<bool> keep_running();
  Environment& environment() { return *environment_; }
  Iut& iut() { return *iut_; }
  const std::string& scratch() const { return scratch_; }

 private:
  Site(const Profile& profile) : profile_(profile) {}

  const Profile& profile_;
  Pki pki_;
  std::string scratch_;
  net::Loop loop_;
  std::unique_ptr<Certificates> certificates_;
  std::unique_ptr<Iut> iut_;
  std::unique_ptr<Environment> environment_;
};

// UTC, RFC 3339; and the same without punctuation, for names.
std::string timestamp(std::int64_t nanoseconds);
std::int64_t wall_clock();  // nanoseconds since 1970

}  // namespace assay::run
