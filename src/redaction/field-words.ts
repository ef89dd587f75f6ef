// Words by which people and developers label fields that are never recorded, in 25 languages. Data only; `label-match.ts` reads it.
//
// How an entry matches (both sides are normalised first, so case, accents, `-`, `_` and camelCase do not matter):
// six letters and more anywhere (compounds: `benutzerpasswort`), shorter ones as a whole word, `abc*` as the start of a
// word, phrases at a word's start; scripts without spaces anywhere. A space inside an entry may be missing in the text.
import type { FieldClass } from '../model/field.ts';

/** `[class, words, acronyms]`, the most telling class first. Acronyms also mean something else, so they count in capitals or alone. */
export type ProtectedWords = readonly [fieldClass: FieldClass, words: string, acronyms?: string];

/** Classes of the floor with the words that name them. */
export const PROTECTED_WORDS: readonly ProtectedWords[] = [
  [
    'one-time-code',
    'otp,totp,hotp,2fa,mfa,two factor,one time,verification code,verification number,confirmation code,auth code,login code,sms code,texted you,code we sent,code sent,digit code,authenticator,pin,pin code' +
      ',tan,mtan,itan,einmalcode,einmalkennwort,einmalpasswort,bestatigungscode,verifizierungscode,freigabecode,geheimzahl' +
      ',code recu,code de verification,code de confirmation,usage unique,code d authentification,code secret' +
      ',codigo de verificacion,codigo de confirmacion,codigo sms,un solo uso,clave dinamica,codigo de verificacao,codigo de confirmacao,uso unico' +
      ',codice di verifica,codice di conferma,codice sms,monouso,verificatiecode,bevestigingscode,eenmalige code,smscode' +
      ',kod sms,kod weryfikacyjny,kod potwierdz,kod jednoraz,dogrulama kodu,onay kodu,tek kullanimlik,sms kodu' +
      ',код подтвержд,код из,одноразов,проверочный код,пин,engangskod,engangskode,kertakayttokoodi,overovaci kod,jednorazov' +
      ',رمز التحقق,رمز التأكيد,لمرة واحدة,קוד אימות,חד פעמי,کد تأیید,یکبار مصرف,رمز پویا' +
      ',認証コード,確認コード,検証コード,ワンタイム,验证码,驗證碼,动态码,動態碼,校验码,短信码,一次性' +
      ',인증번호,인증코드,확인코드,일회용,ओटीपी,सत्यापन कोड,รหัส otp,รหัสยืนยัน,รหัสครั้งเดียว,ma xac',
    'tan,пин',
  ],
  [
    'card-code',
    'cvv,cvc,cvv2,cvc2,cvn,csc,security code,card verification,prufnummer,kartenprufziffer,sicherheitscode,cryptogramme,code de securite' +
      ',codigo de seguridad,codigo de seguranca,codice di sicurezza,beveiligingscode,kod zabezpiecz,guvenlik kodu' +
      ',код безопасности,رمز الأمان,קוד אבטחה,3 ספרות,کد امنیتی,セキュリティコード,安全码,安全碼,보안 코드,सुरक्षा कोड,รหัสความปลอดภัย,รหัสหลังบัตร',
  ],
  [
    'card-expiry',
    'expiry date,expiration date,expiry month,expiry year,exp date,exp month,exp year,card expir,valid thru,mm yy,mm yyyy,mm jj,mm aa' +
      ',ablaufdatum,gultig bis,verfallsdatum,date d expiration,caducidad,validade,scadenza carta,scadenza della carta,vervaldatum' +
      ',data waznosci,son kullanma,срок действия,تاريخ الانتهاء,انتهاء الصلاحية,בתוקף,תוקף הכרטיס,تاریخ انقضا,有効期限,有效期,유효기간,समाप्ति तिथि,วันหมดอายุ',
    'expiry',
  ],
  [
    'card-number',
    'card number,card no,card num,cc number,cc num,cc no,credit card,debit card,cardnum,primary account number' +
      ',kartennummer,kartennr,kreditkart,numero de carte,carte bancaire,carte de credit,carte bleue,numero de tarjeta,tarjeta de credito' +
      ',numero do cartao,cartao de credito,numero carta,numero della carta,carta di credito,kaartnummer,creditcard,numer karty,nr karty,karty kredytowej' +
      ',kart numara,kart no,kredi kart,kortnummer,cislo karty,номер карты,банковской карт,кредитной карт,رقم البطاقة,بطاقة الائتمان,מספר כרטיס,כרטיס אשראי,شماره کارت' +
      ',カード番号,クレジットカード,卡号,卡號,信用卡,银行卡,카드 번호,신용카드,कार्ड नंबर,कार्ड संख्या,หมายเลขบัตร,บัตรเครดิต',
    'pan',
  ],
  [
    'bank-account',
    'iban,ifsc,clabe,upi id,swift code,account number,account no,acct no,acct num,bank account,bank details,routing number,routing no,sort code' +
      ',kontonummer,kontonr,bankverbindung,bankleitzahl,numero de compte,compte bancaire,coordonnees bancaires,numero de cuenta,cuenta bancaria' +
      ',numero da conta,conta bancaria,chave pix,numero di conto,conto corrente,coordinate bancarie,rekeningnummer,bankrekening,numer konta,nr konta,numer rachunku,rachunek bankow' +
      ',hesap numara,hesap no,номер счета,расчетный счет,лицевой счет,رقم الحساب,آيبان,מספר חשבון,חשבון בנק,شماره حساب,شماره شبا' +
      ',口座,银行账,銀行帳,银行帐,账户号,계좌,खाता संख्या,खाता नंबर,เลขที่บัญชี,เลขบัญชี,บัญชีธนาคาร',
    'upi,rib,bic,blz,cbu,bsb,aba,routing,бик',
  ],
  [
    'tax-number',
    'tax id,taxid,tax number,tax no,tax identification,tax file number,taxpayer,employer identification,itin,steuer id,steuerid,steuernummer,steuernr' +
      ',numero fiscal,identifiant fiscal,identificacion fiscal,cuit,cuil,cnpj,contribuinte,codice fiscale,belastingnummer,identyfikacji podatk' +
      ',vergi no,vergi numara,vergi kimlik,инн,الرقم الضريبي,رقم ضريبي,מספר עוסק,کد مالیاتی,納税者番号,税号,稅號,纳税人识别,납세자,पैन,เลขประจำตัวผู้เสียภาษี',
    'ein,tin,nif,rfc,nip,tfn,utr,idnr',
  ],
  [
    'identity-number',
    'social security,socialsec,ssn,nino,national insurance,nhs number,nhs no,national id,passport,driver licen,drivers licen,driver s licen,driving licen,identity card,identity number,id card,government id,aadhaar,aadhar' +
      ',sozialversicherung,rentenversicherung,versichertennummer,ausweisnummer,personalausweis,ausweisnr,reisepass,passnummer,fuhrerschein' +
      ',securite sociale,passeport,carte d identite,permis de conduire,cedula,curp,pasaporte,documento de identidad,seguridad social,permiso de conducir' +
      ',cpf,passaporte,carteira de identidade,cartao de cidadao,carteira de motorista,passaporto,carta d identita,patente di guida,tessera sanitaria' +
      ',bsn,burgerservice,paspoort,rijbewijs,identiteitskaart,identiteitsbewijs,pesel,dowod osobist,dowodu osobist,paszport,prawo jazdy,prawa jazdy' +
      ',kimlik,tckn,pasaport,surucu belgesi,personnummer,fodselsnummer,henkilotunnus,rodne cislo,can cuoc,cccd,снилс,паспорт,водительск' +
      ',رقم الهوية,الهوية الوطنية,بطاقة الهوية,إقامة,جواز,الرقم القومي,מספר זהות,תעודת זהות,ת ז,דרכון,רישיון נהיגה,کد ملی,شماره ملی,گذرنامه,شناسنامه' +
      ',マイナンバー,個人番号,旅券,パスポート,免許証,運転免許,在留カード,身份证,身分證,身份證,证件号,證件號,护照,護照,驾驶证,驾照' +
      ',주민등록,주민번호,여권,운전면허,외국인등록,आधार,पासपोर्ट,ड्राइविंग लाइसेंस,ประจำตัวประชาชน,บัตรประชาชน,หนังสือเดินทาง,ใบขับขี่',
    'sin,dni,nie,rut,rg,nir,avs,ahv,cpr,nin,nric,svnr',
  ],
  [
    'password',
    'password,passphrase,passcode,passwd,pass word,pass code,pwd,pword,psw,pw,passwort,kennwort,mot de passe,mdp,contrasen,clave,senha,palavra passe,parola,wachtwoord' +
      ',haslo,hasla,haslem,sifre*,парол*,losenord,adgangskode,kodeord,passord,salasana,heslo,jelszo,mat khau,kata sandi,συνθηματικο,κωδικος προσβασης' +
      ',كلمة المرور,كلمة مرور,كلمة السر,الرقم السري,סיסמה,סיסמא,סיסמת,גסמה,گذرواژه,رمز عبور,کلمه عبور,پسورد' +
      ',パスワード,暗証,密码,密碼,口令,비밀번호,암호,패스워드,पासवर्ड,कूटशब्द,รหัสผ่าน',
  ],
  [
    'secret',
    'secret,security answer,sec answer,security question,recovery key,recovery code,recovery phrase,seed phrase,seed word,mnemonic,backup code,backup phrase,api key,token,bearer,private key,access key,signing key,ssh key,encryption key,license key,licence key,product key,authorization,credential,connection string,webhook url,environment variable,maiden name' +
      ',sicherheitsfrage,sicherheitsantwort,geheim*,wiederherstellungsschlussel,wiederherstellungscode,api schlussel,lizenzschlussel,zugangsdaten,madchenname' +
      ',question de securite,reponse secrete,cle api,cle de recuperation,cle privee,jeton,pregunta de seguridad,frase semilla,clave api,llave privada' +
      ',pergunta de seguranca,chave de api,chave privada,segredo,domanda di sicurezza,segret*,chiave api,chiave privata,chiave di recupero,beveiligingsvraag,api sleutel,herstelcode,herstelsleutel' +
      ',pytanie bezpiecz,pytanie pomocnicze,klucz api,klucz odzysk,klucz prywatny,gizli soru,gizli anahtar,guvenlik sorusu,api anahtar,kurtarma kod' +
      ',секретн,контрольный вопрос,ключ восстановл,ключ api,api ключ,токен,кодовое слово,девичья,السؤال السري,سؤال الأمان,مفتاح الاسترداد,مفتاح api,שאלת אבטחה,מפתח שחזור,מפתח api,סודי,سوال امنیتی,کلید بازیابی,کلید api,محرمانه' +
      ',合言葉,秘密,apiキー,トークン,回復キー,シークレット,密钥,密鑰,令牌,密保,安全问题,安全問題,助记词,助記詞,恢复码,私钥,비밀,보안 질문,api 키,토큰,복구 코드,गुप्त,सुरक्षा प्रश्न,คำถามความปลอดภัย,ความลับ,รหัสลับ,โทเค็น',
  ],
  [
    'health',
    'diagnos,disabilit,religio,trade union,labor union,labour union,union member,ethnic,gender identity,sexual orient,medical,medication,sick leave,allerg,patient,health condition,blood type,illness,disease,pregnan,vaccin,icd' +
      ',konfession,gewerkschaft,behinder,krankheit,krankmeldung,gesundheit,medikament,schwanger,arbeitsunfahig,arret maladie,maladie,syndicat,handicap,grossesse,sante' +
      ',sindicato,discapacidad,enfermedad,embaraz,medicament,baja medica,religiao,deficiencia,doenca,gravidez,malattia,disabilita,sindacato,gravidanza,geloof,ziekte,vakbond,zwanger,gezondheid' +
      ',rozpoznanie,wyznanie,niepelnospraw,choroba,choroby,zwiazek zawod,teshis,hastalik,engel durumu,sendika,диагноз,инвалид,религи,вероисповед,профсоюз,болезн,беремен,здоровь' +
      ',التشخيص,الديانة,إعاقة,الحالة الصحية,אבחנה,מוגבלות,מחלה,הריון,تشخیص,معلولیت,مذهب,بیماری' +
      ',診断,病名,宗教,障害,病歴,妊娠,诊断,診斷,残疾,殘疾,疾病,病史,病历,怀孕,진단,종교,장애인,질병,임신,निदान,धर्म,विकलांग,बीमारी,การวินิจฉัย,ศาสนา,พิการ,โรค',
  ],
];

/** Words that hold a word of the floor by chance. They are cut out before matching, as whole words only. */
export const HARMLESS_WORDS =
  'secretary,secretaries,secretariat,secretaria,secretaries,secretario,secretariaat,secretariado,diagnostics,palabra clave,palabras clave,parola chiave,parole chiave';

/** Classes that are recorded as a class and a bucket, with their words in the languages of most forms. First match wins. */
export const MASKED_WORDS: readonly ProtectedWords[] = [
  ['email', 'email,e mail,mail address,correo,courriel,メール,邮箱,電子郵件,이메일,почта'],
  [
    'phone',
    'phone,mobile,telefon,handy,telephone,telefono,telefone,cellulare,mobiel,numer tel,телефон,電話,电话,手机,전화',
  ],
  [
    'birth-date',
    'birth,birthday,dob,geburtsdatum,geburtstag,naissance,nacimiento,nascimento,nascita,geboorte,urodzenia,дата рождения,生年月日,出生,생년월일',
  ],
  [
    'name',
    'first name,last name,full name,given name,family name,middle name,surname,fname,lname,vorname,nachname,prenom,nom,nombre,apellido,nome,cognome,voornaam,achternaam,imie,nazwisko,фамилия,имя,氏名,姓名,名前,이름',
  ],
  [
    'address',
    'address,street,city,zip,postal,postcode,country,anschrift,adresse,strasse,plz,wohnort,rue,ville,direccion,calle,ciudad,endereco,indirizzo,citta,straat,postcode,woonplaats,adres,ulica,адрес,город,住所,地址,주소',
  ],
  [
    'search',
    'search,find,filter,suche,recherche,rechercher,buscar,busqueda,pesquisar,cerca,zoeken,szukaj,поиск,検索,搜索,검색',
  ],
  [
    'amount',
    'amount,price,quantity,qty,total,cost,betrag,preis,menge,anzahl,montant,prix,quantite,importe,precio,cantidad,valor,quantidade,importo,prezzo,bedrag,prijs,aantal,kwota,cena,ilosc,сумма,цена,金額,数量,金额,금액',
  ],
  ['date', 'date,deadline,due,datum,termin,fecha,data,дата,日付,日期,날짜'],
  [
    'message',
    'message,reply,comment,note,notes,remark,nachricht,antwort,kommentar,notiz,bemerkung,commentaire,reponse,mensaje,comentario,respuesta,mensagem,resposta,messaggio,commento,risposta,bericht,reactie,opmerking,wiadomosc,komentarz,сообщение,комментарий,メッセージ,コメント,備考,消息,评论,备注,메시지',
  ],
  ['code', 'code,coupon,voucher,promo,gutschein,codigo,codice,kod,код,コード,代码,코드'],
];
