// SPDX-License-Identifier: Apache-2.0
#include "disk_fuzz.h"
#include "kept_inputs.h"

using namespace yz;

class DiskFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data() { fuzz::rowsOfKept("disk"); }
    void everyKeptInput_breaksNothing()
    {
        fuzz::runKept({fuzz::pinLock, fuzz::eventLog, fuzz::pending, fuzz::ratchet, fuzz::audit});
    }
};

QTEST_GUILESS_MAIN(DiskFuzzKeptTest)
#include "tst_disk_fuzz_kept.moc"
