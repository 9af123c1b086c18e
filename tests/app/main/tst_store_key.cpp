// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <store_key.h>

using namespace yz;

class StoreKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyThatOthersMayRead_isNotUsed()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("key"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(64, 'a'));
        file.close();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadGroup);
        QVERIFY(loadStoreKey(path).failedWith(Fault::KeyMissing));
        file.setPermissions(QFileDevice::ReadOwner);
        const auto key = loadStoreKey(path);
        QVERIFY(key);
        QCOMPARE(key->size(), std::size_t(32));
    }

    void theSupervisorsCredential_comesFirst_andShowsItsListAsTheGroupsRight()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("secure-db.key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(64, 'b'));
        file.close();
        qputenv("CREDENTIALS_DIRECTORY", folder.path().toLocal8Bit());
        const auto atEnd = qScopeGuard([] { qunsetenv("CREDENTIALS_DIRECTORY"); });
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadGroup);
        QVERIFY(loadStoreKey(QStringLiteral("/nonexistent/key")));
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther);
        QVERIFY(loadStoreKey(QStringLiteral("/nonexistent/key")).failedWith(Fault::KeyMissing));
    }

    void noKeyAtAll_isSaidAndNotReplacedByADefault()
    {
        QVERIFY(loadStoreKey({}).failedWith(Fault::KeyMissing));
        QVERIFY(loadStoreKey(QStringLiteral("/nonexistent/key")).failedWith(Fault::KeyMissing));
    }
};

QTEST_GUILESS_MAIN(StoreKeyTest)
#include "tst_store_key.moc"
