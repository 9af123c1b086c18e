// SPDX-License-Identifier: Apache-2.0
#include "kept_inputs.h"
#include "pack_fuzz.h"

using namespace yz;

class PackFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data() { fuzz::rowsOfKept("packs"); }
    void everyKeptInput_breaksNothing()
    {
        fuzz::runKept({fuzz::packHead, fuzz::packLines, fuzz::catalogueRow, fuzz::configuration});
    }
};

QTEST_GUILESS_MAIN(PackFuzzKeptTest)
#include "tst_pack_fuzz_kept.moc"
