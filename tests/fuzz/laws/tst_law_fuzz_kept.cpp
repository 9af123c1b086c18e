// SPDX-License-Identifier: Apache-2.0
#include "kept_inputs.h"
#include "law_fuzz.h"

using namespace yz;

class LawFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data() { fuzz::rowsOfKept("laws"); }
    void everyKeptInput_breaksNothing() { fuzz::runKept({fuzz::lawWords, fuzz::lawSearch, fuzz::lawImport}); }
};

QTEST_GUILESS_MAIN(LawFuzzKeptTest)
#include "tst_law_fuzz_kept.moc"
