// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/pack_head.h>
#include <core/result.h>
#include <ui/screen_profile.h>

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace yz {

constexpr qsizetype kMostConfiguration = 64 * 1024; ///< bytes of a terminal.json

/** What makes this terminal this one. Read once at start; no secrets in it, only where they are. */
struct Configuration
{
    struct Hub
    {
        QUrl url;
        QString certificateAuthority;
        QString certificate;
        QString privateKey;
        QString receiptKey; ///< file with 64 hexadecimal digits
        QString exportKey;  ///< the same; empty: orders are not given to sticks here
        int firstPassSpreadSeconds = 60;
    };
    /** What a call needs; without it no calls are offered here. */
    struct Call
    {
        QString program; ///< yizhan-call
        QString video;   ///< sources and sink, see CallSources
        QString audio;
        QString speaker;
        bool loopbackOnly = false; ///< tests and demonstration
    };

    /** The camera that documents are laid under; without it none are taken. */
    struct DocumentCamera
    {
        QString device; ///< its node, by identity
        QString scene;  ///< instead of a device: a drawn one, for tests and demonstration
        QString files;  ///< or recorded pictures, "…/%03d.png"
    };

    /** Whose catalogue is followed; without it what came with the program is offered. */
    struct Catalogue
    {
        QString region; ///< six digits
        std::vector<PublisherKey> publishers;
        int askEverySeconds = 15 * 60; ///< more or less: by a fifth
    };

    QByteArray terminal; ///< 1–32 of [A-Za-z0-9-]
    QString place;
    ScreenProfile screen;
    QString dataDirectory;
    QString keyFile; ///< used when systemd hands over no credential
    int paperDots = 576;
    QString staff;       ///< file of those who may enter the maintenance mode; empty: there is none
    QString voice;       ///< espeak-ng; empty: nothing is read aloud
    QString pagePrinter; ///< ipp://… of an A4 printer; empty: there is none
    std::optional<DocumentCamera> documentCamera;
    std::optional<Call> call;
    std::optional<Catalogue> catalogue;
    std::optional<Hub> hub; ///< without one, orders wait in the outbox
};

/** DataMalformed with the place in the file; nothing is guessed. At most 64 KiB. */
Result<Configuration> parseConfiguration(const QByteArray &json);
/** Paths that do not begin with a slash are the file's folder's: what a stick brings lies beside it. */
Result<Configuration> readConfiguration(const QString &file);

} // namespace yz
