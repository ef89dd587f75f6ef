// Words by which browsers and password managers tell fields, as they publish them, sorted by our classes.
// Sources: Chromium `components/autofill/core/common/autofill_regex_constants.h`; Firefox `HeuristicsRegExp.sys.mjs`;
// Bitwarden `apps/browser/src/autofill/services/autofill-constants.ts`.
import type { FieldClass } from '../../src/model/field.ts';

/** What people read. */
export const ANCHOR_LABELS: Readonly<Partial<Record<FieldClass, string>>> = {
  'card-number':
    'card number,credit card number,card no,Kartennummer,カード番号,Номер карты,no kartu,信用卡号,信用卡号码,信用卡卡號,카드 번호,numero de carte,número de tarjeta,número do cartão,Debit card number,add card number,acct pan',
  'card-code':
    'security code,card code,security value,security number,c-v-v,cvn,cvv,cvc,csc,cvd,ccv,CVC2,card verification,code de sécurité,cryptogramme',
  'card-expiry':
    'expiration month,expires,exp. date,exp. month,exp. year,Expiration date,Gültig bis,gueltig bis,fecha de vencimiento,fecha de caducidad,date d’expiration,data di scadenza,有効期限,validade,Срок действия карты,berlaku hingga,有效期,Ablaufdatum,ważna do,data ważności,MM / YY,MM/YYYY,MM-AA,MM/JJ,vervaldatum,validité,expiry,card expiry',
  'one-time-code':
    'totp,2fa code,mfa code,one-time code,otp code,one time password,second factor,two factor,two-factor code,card pin,verification code,Enter the code we sent you,otc',
  'bank-account': 'IBAN,International bank account number,UPI ID,virtual payment address',
  'identity-number': 'passport number,社会保障番号,social security number,Passport no.',
  email:
    'e-mail,email address,courriel,correo electrónico,メールアドレス,Электронная почта,Электронной почты,邮件,邮箱,電子郵件,電郵地址,電子信箱,ഇ-മെയില്,ایمیل,پست الکترونیک,ईमेल,इलॅक्ट्रॉनिक मेल,eposta,이메일,전자우편,E-Mail-Adresse',
  phone:
    'phone,mobile,contact number,Telefonnummer,telefono,teléfono,電話,telefone,telemóvel,телефон,मोबाइल,telefon,电话,മൊബൈല്,전화번호,핸드폰,휴대폰,Handy,Mobil,nomor telepon',
  address:
    'address,street,strasse,Straße,Hausnummer,house name,dirección,adresse,indirizzo,住所,morada,endereço,Адрес,地址,adres,주소,alamat,zip,postal code,Postleitzahl,CP,郵便番号,código postal,CEP,Почтовый индекс,邮政编码,邮编,郵遞區號,posta kodu,우편번호,kode pos,city,town,Ort,Stadt,suburb,ciudad,localidad,ville,commune,località,市区町村,cidade,município,Город,شهر,शहर,ilçe,kota,state,county,province,都道府県,estado,provincia,область,省,地區,استان,राज्य,eyalet,country,país,国家,국가,ülke,کشور,negara,Bundesland,neighbourhood,bairro,mahalle,apartment,Wohnung,house number',
  name: 'your name,full name,nombre,nombre completo,nom,お名前,ФИО,姓名,성명,이름,first name,given name,vorname,prénom,名,имя,نام,ad,last name,surname,family name,nachname,Familienname,apellido,cognome,nom de famille,姓,фамилия,soyad,middle name,cardholder name,name on card,Karteninhaber,nombre en la tarjeta,nom sur la carte,nome na carta,持卡人姓名,honorific prefix,Anrede,username,user name,Benutzername,user id,login,nama lengkap',
  search: 'search,query,qry,Suche,搜索,探す,検索,recherche,busca,جستجو,искать,найти,поиск',
  amount: 'price,rate,cost,سعر,قیمت,prix,coût,tarif,quantity,amount',
};

/** Words that tell a part of a card only beside its number: the browsers ask for a card in the form too. */
export const ANCHOR_CARD_PARTS =
  'month,year,monat,jahr,月,年,mes,maand,jaar,rok,miesiąc,anno,año,mois,année,Gültigkeit,scadenza,masa berlaku,validity,verification';

/** Words that we tell as another class of the floor than the browsers do: the value is as safe. */
export const ANCHOR_FLOOR = 'card identification,card verification number,pin code,पिन कोड';

/** What developers write into `name` and `id`. */
export const ANCHOR_NAMES: Readonly<Partial<Record<FieldClass, string>>> = {
  'card-number':
    'cc-number,cc-num,card-number,card-num,cc-no,card-no,numero-carte,num-carte,cb-num,card-pan,ccnr,kknr,addcardnumber,credit-card,carte-credit,cardnumber,ccno,acctnum',
  'card-code':
    'cvv,cvc,cvv2,cc-csc,cc-cvv,card-csc,card-cvv,cvd,cvc2,cnv,cvn2,cc-code,card-code,code-securite,security-code,card-verif,csc,ccv,cvvfield,cvcfield,cardcode',
  'card-expiry':
    'cc-exp,card-exp,cc-expiration,card-expiration,cc-ex,card-ex,card-expire,card-expiry,validite,expiration,expiry,mm-yy,mm-yyyy,yy-mm,yyyy-mm,expiration-date,payment-card-expiration,payment-cc-date,exp-month,cc-exp-month,cc-month,card-month,cc-mo,card-mo,exp-mo,card-exp-mo,cc-exp-mo,card-expiration-month,expiration-month,cc-mm,cc-m,card-mm,card-m,card-exp-mm,cc-exp-mm,exp-mm,exp-m,expire-month,expire-mo,expiry-month,expiry-mo,card-expire-month,card-expire-mo,card-expiry-month,card-expiry-mo,mois-validite,mois-expiration,m-validite,m-expiration,expiry-date-field-month,expiration-date-month,expiration-date-mm,exp-mon,exp-date-mo,cb-date-mois,exp-year,cc-exp-year,cc-year,card-year,cc-yr,card-yr,exp-yr,card-exp-yr,cc-exp-yr,card-expiration-year,expiration-year,cc-yy,cc-y,card-yy,card-y,card-exp-yy,cc-exp-yy,exp-yy,exp-y,cc-yyyy,card-yyyy,card-exp-yyyy,cc-exp-yyyy,expire-year,expire-yr,expiry-year,expiry-yr,card-expire-year,card-expire-yr,card-expiry-year,card-expiry-yr,an-validite,an-expiration,annee-validite,annee-expiration,expiry-date-field-year,expiration-date-year,cb-date-ann,expiration-date-yy,expiration-date-yyyy,exp-date-year,ccmonth,cardmonth,addmonth,ccyear,expfield',
  'one-time-code':
    'totp,totpcode,2facode,approvals_code,mfacode,otc-code,onetimecode,otp-code,otpcode,onetimepassword,second-factor,twofactor,twofa,twofactorcode,verificationcode,otc,otp,2fa,mfa,pin',
  'bank-account': 'iban,ibanfield,upiid',
  password: 'password,pwdcheck,passwd,userpassword,user_pass,login_password,pass',
  name: 'f-name,first-name,given-name,first-n,vorname,m-name,middle-name,additional-name,middle-initial,middle-n,middle-i,l-name,last-name,s-name,surname,family-name,family-n,last-n,nachname,familienname,full-name,your-name,cc-name,card-name,cardholder-name,cardholder,accountholdername,username,user-name,user-id,screen-name,honorific-prefix,userid,login,loginid,fname,lname',
  email: 'email,e-mail,email-address,user_email',
  phone: 'phone,mobile,mobile-phone,tel,telephone,phone-number,telefon,telefonnummer,handy,mobil',
  address:
    'address,street-address,addr,street,mailing-addr,billing-addr,mail-addr,bill-addr,strasse,adresse,address-1,address-line-1,addr-1,street-1,address-2,addr-2,address-ext,postal,zip,zip2,zip-code,postal-code,post-code,postcode,address-zip,address-postal,plz,postleitzahl,city,town,address-level-2,address-city,ort,stadt,wohnort,state,province,address-level-1,bundesland,country,country-code,address-country,land,addrline1,housenumber',
  search: 'search,query,q,find',
};

/** Autofill tokens: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-field */
export const AUTOFILL_TOKENS: Readonly<Partial<Record<FieldClass, string>>> = {
  name: 'name honorific-prefix given-name additional-name family-name honorific-suffix nickname username cc-name cc-given-name cc-additional-name cc-family-name organization organization-title',
  'new-password': 'new-password',
  password: 'current-password',
  'one-time-code': 'one-time-code',
  address:
    'street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code',
  'card-number': 'cc-number',
  'card-expiry': 'cc-exp cc-exp-month cc-exp-year',
  'card-code': 'cc-csc',
  choice: 'cc-type transaction-currency language sex',
  amount: 'transaction-amount',
  'birth-date': 'bday bday-day bday-month bday-year',
  file: 'photo',
  phone: 'tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension',
  email: 'email impp',
};
