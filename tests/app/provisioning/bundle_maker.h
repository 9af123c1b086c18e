// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/pack_head.h>
#include <core/uuid.h>

#include <fakes/manual_clock.h>
#include <provisioning/bundle.h>

#include <algorithm>

namespace yz::test {

using namespace provisioning;
using namespace Qt::StringLiterals;

/** A province's fleet key and a county's site key, invented; the first may everything, the second a little. */
struct Signers
{
    Signers() : fleet(make("fleet-1")), site(make("site-1")), stranger(make("stranger")) {}

    struct Signer
    {
        QByteArray kid;
        pack::SigningKey key;
    };
    static Signer make(const char *kid)
    {
        auto key = pack::signingKey(SecretBytes::random(32));
        if (!key)
            qFatal("no key");
        return {kid, *std::move(key)};
    }
    std::vector<TrustedKey> trusted() const
    {
        return {
            {fleet.kid,
             fleet.key.publicKey,
             u"某省司法厅运维中心"_s,
             {Component::Configuration, Component::Identity, Component::Staff, Component::Trust, Component::Catalogue},
             u"230000"_s},
            {site.kid, site.key.publicKey, u"某县司法局"_s, {Component::Staff}, u"230102"_s}};
    }

    Signer fleet;
    Signer site;
    Signer stranger;
};

/** A bundle that a terminal of county 230102 would take: configuration and staff. */
struct BundleMaker
{
    explicit BundleMaker(const Clock &clock)
    {
        manifest.id = QString::fromStdString(Uuid::fresh(clock).toString());
        manifest.title = u"更新本机配置"_s;
        manifest.created = clock.wall();
        manifest.notBefore = clock.wall() - std::chrono::hours(1);
        manifest.notAfter = clock.wall() + std::chrono::days(30);
        manifest.region = u"230102"_s;
        add(Component::Configuration, u"terminal.json"_s, R"({"terminal":"YZ-0001","place":"甲"})");
        add(Component::Staff, u"staff.json"_s, R"({"schema":1,"staff":[{}]})");
    }
    void add(Component component, const QString &name, const QByteArray &bytes, std::int64_t epoch = 5)
    {
        files.push_back({component, name, bytes});
        manifest.epochs[component] = epoch;
    }
    void only(Component component, const QString &name, const QByteArray &bytes)
    {
        files.clear();
        manifest.epochs.clear();
        add(component, name, bytes);
    }
    QByteArray signedBy(const Signers::Signer &signer) const
    {
        return makeBundle(manifest, files, signer.kid, signer.key.secret);
    }

    Manifest manifest;
    std::vector<BundleFile> files;
};

} // namespace yz::test
