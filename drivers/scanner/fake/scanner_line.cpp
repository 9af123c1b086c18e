// SPDX-License-Identifier: Apache-2.0
#include "scanner/fake_document_scanner.h"

#include <sstream>
#include <vector>

namespace yz {
namespace {

Error unknown(const std::string &word)
{
    return {Fault::BadInput, "the puppet does not know '" + word + "'"};
}

} // namespace

Result<ScannerOrder> parseScannerLine(std::string_view line)
{
    std::istringstream stream{std::string(line)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    if (words.size() < 2 || words[0] != "scanner" || words.size() > 3)
        return unknown(std::string(line));
    if (words[1] == "page" && words.size() == 2)
        return ScannerOrder(FakeDocumentScanner::inventedPage());
    if (words[1] == "broken" && words.size() == 2)
        return ScannerOrder(Error{Fault::DeviceAbsent, "the puppet was told so"});
    if (words[1] == "broken") {
        for (const auto fault : allFaults()) {
            if (name(fault) == words[2])
                return ScannerOrder(Error{fault, "the puppet was told so"});
        }
    }
    if (words[1] == "fault" && words.size() == 3) {
        for (const auto fault : allPageFaults()) {
            if (name(fault) == words[2])
                return ScannerOrder(fault);
        }
    }
    return unknown(words.back());
}

} // namespace yz
