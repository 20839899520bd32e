// Tests of an actor that listens and is told to close: it awaits no more, and those who came stay.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace listener_tests {

using namespace toy;

Script closing() {
  const auto action = [](const std::string& name) {
    return Step{Step::Kind::action,
                "s",
                element(name, {{"actor", "s"}, {"endpoint", "e"}, {"protocol", "toy"}}),
                {},
                false};
  };
  return Script()
      .absorb(element("opened", {}))
      .add(action("listen"))
      .expect({{line("hi")}}, "s")
      .add(action("close"))
      .expect({{line("ok"), Outcome::conform}, {line("no"), Outcome::fail}}, "s")
      .end();
}

TEST(Listener, ThatClosesIsClosedOnceThoughAListenerIsNoConnection) {
  Execution run(closing());
  run.event("listening", "s").event("opened", "s#1").hears("hi\n", "s#1");
  ASSERT_EQ(run.count("close"), 1U);
  EXPECT_EQ(run.actions[run.actions.size() - 2].channel, "s") << "before it waits on";
  run.hears("ok\n", "s#1");
  EXPECT_EQ(run.verdict(), Verdict::pass) << "who had come before is heard still: " << reason_of(run.state);
  EXPECT_EQ(run.count("close"), 2U) << "at the end the connection alone is left to close";
}

TEST(Listener, ThatHasClosedAwaitsNobody) {
  Execution run(closing());
  run.event("listening", "s").hears("hi\n", "s#1").event("opened", "s#2").hears("no\n", "s#2").hears("ok\n", "s#1");
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

}  // namespace listener_tests
}  // namespace assay::engine
