// SPDX-License-Identifier: Apache-2.0
#include "kept_inputs.h"
#include "parcel_fuzz.h"

using namespace yz;

class ParcelFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data() { fuzz::rowsOfKept("hub"); }
    void everyKeptInput_breaksNothing() { fuzz::runKept({fuzz::orderParcel}); }
};

QTEST_GUILESS_MAIN(ParcelFuzzKeptTest)
#include "tst_parcel_fuzz_kept.moc"
