// SPDX-License-Identifier: Apache-2.0
#include "kept_inputs.h"
#include "stick_fuzz.h"

using namespace yz;

class StickFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data() { fuzz::rowsOfKept("sticks"); }
    void everyKeptInput_breaksNothing()
    {
        fuzz::runKept({fuzz::bundle, fuzz::bundleSigned, fuzz::manifest, fuzz::trust, fuzz::enrolment,
                       fuzz::enrolmentSigned, fuzz::roster, fuzz::stickAnswer, fuzz::stickListing});
    }
};

QTEST_GUILESS_MAIN(StickFuzzKeptTest)
#include "tst_stick_fuzz_kept.moc"
