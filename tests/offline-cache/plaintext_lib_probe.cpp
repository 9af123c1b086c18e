// SPDX-License-Identifier: Apache-2.0
// The store's database code linked with the ordinary libsqlite3, as a wrong link order would have it: PRAGMA key is
// taken without a word there. Ends with 0 when the store refuses and has written nothing.
#include "store/database.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

int main()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secure.db"));
    const auto opened = yz::store::Database::open(path, yz::SecretBytes::random(32), 65536);
    const bool refused = opened.failedWith(yz::Fault::Unsupported);
    const bool untouched = QFileInfo(path).size() == 0;
    std::printf("%s, %s\n", refused ? "refused" : "NOT refused", untouched ? "nothing written" : "WRITTEN");
    return refused && untouched ? 0 : 1;
}
